package dev.rondo.serving;

import dev.rondo.base.RondoException;
import dev.rondo.inference.Batch;
import dev.rondo.inference.LoadedModel;
import dev.rondo.inference.Prediction;

/** A version that is ready to answer. */
record WarmModel(ModelRef ref, LoadedModel loaded) {
    /**
     * @throws RondoException of kind INTERNAL when the model fails, or gives no finite score
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
