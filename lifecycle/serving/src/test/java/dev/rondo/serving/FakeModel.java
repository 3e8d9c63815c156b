package dev.rondo.serving;

import dev.rondo.base.Column;
import dev.rondo.base.ColumnType;
import dev.rondo.base.Digests;
import dev.rondo.inference.Batch;
import dev.rondo.inference.DecisionPolicy;
import dev.rondo.inference.Encoder;
import dev.rondo.inference.LoadedModel;
import dev.rondo.inference.Model;
import dev.rondo.inference.Prediction;
import dev.rondo.inference.Signature;
import dev.rondo.inference.Target;
import java.util.List;
import java.util.Map;

/**
 * A model whose score is the value of its first input, a number in [0, 1]; it can be told to fail.
 */
final class FakeModel implements Model {
    private final Signature signature;
    private final int version;
    volatile boolean broken;

    FakeModel(int version, String... inputs) {
        this.version = version;
        signature =
                new Signature(
                        List.of(inputs).stream()
                                .map(name -> new Column(name, ColumnType.NUMBER, true))
                                .toList());
    }

    @Override
    public Signature signature() {
        return signature;
    }

    @Override
    public Prediction[] predict(Batch batch) {
        if (broken) {
            throw new IllegalStateException("told to fail");
        }
        var answers = new Prediction[batch.rows()];
        for (int i = 0; i < answers.length; i++) {
            float score = (float) batch.numbers(0)[i];
            answers[i] = new Prediction(score - 0.5f, Float.isNaN(score) ? 0.5f : score);
        }
        return answers;
    }

    LoadedModel loaded() {
        return new LoadedModel(
                signature,
                this,
                Encoder.fit(signature, Map.of()),
                new Target("churn", "Yes", "No"),
                new DecisionPolicy(0.5, Examples.GAINS, "p1"),
                Digests.of("model " + version),
                Map.of());
    }
}
