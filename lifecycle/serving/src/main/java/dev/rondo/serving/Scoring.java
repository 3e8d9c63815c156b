package dev.rondo.serving;

import dev.rondo.base.RondoException;
import dev.rondo.inference.Batch;
import dev.rondo.inference.Prediction;
import dev.rondo.inference.Route;
import org.jspecify.annotations.Nullable;

/**
 * Predicts a request's rows, each arm's in one batch. Every row has to fit the live version,
 * whatever its way: so a request that was right stays right after a rollback, and the live version
 * can answer what the candidate fails on (rule 7.6).
 */
final class Scoring {
    private final Call call;
    private final Prediction[] predictions;
    private final WarmModel[] answeredBy;

    private Scoring(Call call) {
        this.call = call;
        predictions = new Prediction[call.instances().size()];
        answeredBy = new WarmModel[predictions.length];
    }

    /**
     * @throws RondoException of kind USER or LIMIT for a row that is not right, INTERNAL when the
     *     live model fails
     */
    static Scored score(Call call) {
        return new Scoring(call).score();
    }

    private Scored score() {
        for (int i = 0; i < predictions.length; i++) {
            Fields.check(call.routing().knownFields(), call.instances().get(i), i);
        }
        var live = call.routing().live();
        var all = liveBatch(live);
        var canaryRows = call.assignment().rowsOf(Route.CANARY);
        if (canaryRows.length == 0) {
            long nanos = answer(live, all, null);
            return new Scored(predictions, answeredBy, nanos, 0, null);
        }
        var liveRows = call.assignment().rowsOf(Route.PRIMARY);
        long liveNanos =
                liveRows.length == 0 ? 0 : answer(live, Batches.select(all, liveRows), liveRows);
        long started = System.nanoTime();
        var failure = answerByCandidate(all, canaryRows);
        long canaryNanos = System.nanoTime() - started;
        return new Scored(predictions, answeredBy, liveNanos, canaryNanos, failure);
    }

    private Batch liveBatch(WarmModel live) {
        try {
            return Batch.of(live.loaded().signature(), Batches.features(call.instances(), null));
        } catch (RondoException e) {
            throw Batches.atInstance(e);
        }
    }

    private @Nullable RondoException answerByCandidate(Batch all, int[] rows) {
        var challenger = call.routing().challenger();
        var candidate = challenger == null ? null : challenger.model();
        if (candidate == null) {
            throw new IllegalStateException("rows were sent to a candidate that is not loaded");
        }
        try {
            place(candidate, candidate.predict(Batches.features(call.instances(), rows)), rows);
            return null;
        } catch (RondoException e) {
            answer(call.routing().live(), Batches.select(all, rows), rows);
            return e;
        }
    }

    /** Returns the model's time. A null for rows means all. */
    private long answer(WarmModel model, Batch batch, int @Nullable [] rows) {
        long started = System.nanoTime();
        place(model, model.predict(batch), rows);
        return System.nanoTime() - started;
    }

    private void place(WarmModel model, Prediction[] answers, int @Nullable [] rows) {
        for (int i = 0; i < answers.length; i++) {
            int row = rows == null ? i : rows[i];
            predictions[row] = answers[i];
            answeredBy[row] = model;
        }
    }
}
