package dev.rondo.serving;

import dev.rondo.inference.Route;
import org.jspecify.annotations.Nullable;

/**
 * The answer for one row.
 *
 * @param predictionId the record's address in the journal; null only where the endpoint answers
 *     while its journal cannot write
 * @param score the probability of the positive class
 * @param decision whether to act, by the answering version's policy
 * @param model the name of the model that answered; with {@code version} as in the record
 * @param route where the row was sent; a CANARY row that the candidate failed on was answered by
 *     the live version, which {@code version} shows
 */
public record Answer(
        @Nullable String predictionId,
        String key,
        float score,
        boolean decision,
        String model,
        int version,
        Route route) {}
