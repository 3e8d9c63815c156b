package dev.rondo.training;

import java.util.List;

/**
 * What the training step made; the model itself is an artifact of the run.
 *
 * @param rounds made in all
 * @param bestRound from 0; the model ends with it
 * @param importances the greatest first
 */
public record Trained(
        String runId,
        int rounds,
        int bestRound,
        double trainLogLoss,
        double validationLogLoss,
        List<FeatureImportance> importances) {
    public Trained {
        importances = List.copyOf(importances);
    }
}
