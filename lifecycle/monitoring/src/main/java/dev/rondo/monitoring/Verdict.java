package dev.rondo.monitoring;

/**
 * How one signal of one column stood in one window.
 *
 * @param windowStart micros
 * @param n observations that it rests on
 * @param effect the effect size, in the signal's own measure
 * @param threshold the least effect that counts, given n
 * @param pValue after false-discovery-rate control over the window's columns
 * @param bad whether effect and p-value both call for an alarm
 */
public record Verdict(
        long windowStart, long n, double effect, double threshold, double pValue, boolean bad) {}
