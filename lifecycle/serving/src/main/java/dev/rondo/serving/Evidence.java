package dev.rondo.serving;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * On what grounds a release moved. Immutable once stored (rule 7.1).
 *
 * @param reason one sentence
 * @param approver the person or policy that decided; null where the guardrails did
 * @param figures metrics, sample sizes, data versions, guard values; never an empty object
 */
public record Evidence(String reason, @Nullable String approver, JsonNode figures) {
    public Evidence {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("evidence needs a reason");
        }
        if (!figures.isObject() || figures.isEmpty()) {
            throw new IllegalArgumentException("evidence needs figures");
        }
        figures = figures.deepCopy();
    }
}
