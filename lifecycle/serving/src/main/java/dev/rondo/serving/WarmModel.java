package dev.rondo.serving;

import dev.rondo.base.RondoException;
import dev.rondo.inference.Batch;
import dev.rondo.inference.LoadedModel;
import dev.rondo.inference.Prediction;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A version that is ready to answer. */
record WarmModel(ModelRef ref, LoadedModel loaded) {
    /**
     * @throws RondoException of kind USER when a row does not fit, INTERNAL when the model fails,
     *     or gives no finite score
     */
    Prediction[] predict(List<Map<String, @Nullable Object>> rows) {
        return predict(Batch.of(loaded.signature(), rows));
    }

    /**
     * @param batch rows of this model's signature
     */
    Prediction[] predict(Batch batch) {
        Prediction[] predictions;
        try {
            predictions = loaded.model().predict(batch);
        } catch (RuntimeException e) {
            throw failed("predict.failed", "failed: " + e.getMessage()).causedBy(e);
        }
        for (var prediction : predictions) {
            if (!Float.isFinite(prediction.score())) {
                throw failed("predict.not_finite", "gave a score that is no number");
            }
        }
        return predictions;
    }

    private RondoException failed(String code, String what) {
        return RondoException.internal(code, "model " + ref + " " + what)
                .next("look at the server's log; a release of another version mends it");
    }
}
