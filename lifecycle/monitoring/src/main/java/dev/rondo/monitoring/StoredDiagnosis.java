package dev.rondo.monitoring;

/**
 * A diagnosis as it was made.
 *
 * @param at micros; the time of the diagnosis by the clock
 */
public record StoredDiagnosis(
        String id,
        String endpoint,
        String incidentId,
        long at,
        Evidence evidence,
        DiagnosisResult result) {}
