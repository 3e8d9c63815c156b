package dev.rondo.hosting;

import dev.rondo.inference.InferenceOptions;
import dev.rondo.inference.Tensor;
import java.util.List;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/** One request to a model that has a queue. Its state is guarded by the queue's lock. */
final class QueuedRequest {
    enum State {
        WAITING,
        /** Has one of the model's places, and answers itself and whom it takes along. */
        LEADING,
        /** Being answered, by whoever leads. */
        TAKEN,
        ANSWERED,
        /** Its caller waits no more. */
        GONE
    }

    final List<Tensor> inputs;
    final InferenceOptions options;
    final Condition changed;
    final long begun = System.nanoTime();

    /** On the clock of {@link System#nanoTime}; 0 for none. */
    final long deadline;

    State state = State.WAITING;
    long started;
    private @Nullable List<Tensor> outputs;
    private @Nullable Throwable failure;

    QueuedRequest(
            List<Tensor> inputs, InferenceOptions options, long timeoutNanos, Condition changed) {
        this.inputs = inputs;
        this.options = options;
        this.changed = changed;
        long end = begun + timeoutNanos;
        this.deadline = timeoutNanos == 0 ? 0 : end == 0 ? 1 : end;
    }

    void succeed(List<Tensor> answer) {
        outputs = answer;
    }

    void fail(Throwable why) {
        failure = why;
    }

    long waitedNanos() {
        return Math.max(0, started - begun);
    }

    /** The answer, or what was thrown instead of one. */
    List<Tensor> answer() {
        var answer = outputs;
        if (answer != null) {
            return answer;
        }
        switch (failure) {
            case Error error -> throw error;
            case RuntimeException known -> throw known;
            case null, default -> throw new IllegalStateException("the request has no answer");
        }
    }
}
