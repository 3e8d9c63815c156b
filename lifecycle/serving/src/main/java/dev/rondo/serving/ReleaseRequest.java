package dev.rondo.serving;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a release.
 *
 * @param gateEvidence what the offline gates saw: metrics, sample sizes, data versions; an object
 *     that is not empty
 * @param approver the person or policy that asks
 * @param onceKey a second request with this key gives the first one's release; null for none
 */
public record ReleaseRequest(
        String endpoint,
        ModelRef candidate,
        ReleasePlan plan,
        JsonNode gateEvidence,
        String approver,
        @Nullable String onceKey) {}
