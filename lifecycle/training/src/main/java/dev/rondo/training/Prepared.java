package dev.rondo.training;

import dev.rondo.base.Column;
import dev.rondo.inference.Target;
import dev.rondo.measures.CostMatrix;
import java.util.List;
import java.util.Map;

/**
 * A training run that has begun: what was found in the data and decided on it. All later steps
 * start from this record alone.
 *
 * @param runId the tracked run
 * @param rows of the dataset version whose outcome is known
 * @param rowsWithoutOutcome the others, left out
 * @param positiveShare among {@code rows}
 * @param partRows the rows of each part
 */
public record Prepared(
        TrainingPlan plan,
        String runId,
        String datasetDigest,
        Target target,
        CostMatrix gains,
        List<Column> features,
        List<FeatureChoice.Excluded> excluded,
        int rows,
        int rowsWithoutOutcome,
        double positiveShare,
        Map<String, Integer> partRows) {
    public Prepared {
        features = List.copyOf(features);
        excluded = List.copyOf(excluded);
        partRows = Map.copyOf(partRows);
    }
}
