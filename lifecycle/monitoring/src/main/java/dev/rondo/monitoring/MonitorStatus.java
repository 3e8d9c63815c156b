package dev.rondo.monitoring;

import org.jspecify.annotations.Nullable;

/**
 * How far an endpoint's monitoring has come.
 *
 * @param live null before a version was said to be live
 * @param watermark micros of event time up to which windows are closed; null before any record
 * @param journalLag records of the journal, of any endpoint, that are not folded yet
 * @param outcomeLag outcomes, of any endpoint, that are not folded yet
 * @param openWindows windows with records that are not closed yet
 * @param unmonitored answers of versions without a reference, and records that cannot be read
 *     against it
 * @param failure what kept the folding from going on at the last attempt; null if nothing did
 */
public record MonitorStatus(
        MonitorSpec spec,
        @Nullable LiveVersion live,
        @Nullable Long watermark,
        long journalLag,
        long outcomeLag,
        int openWindows,
        long unmonitored,
        @Nullable String failure) {}
