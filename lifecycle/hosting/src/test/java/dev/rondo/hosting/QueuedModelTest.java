package dev.rondo.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.RondoException;
import dev.rondo.inference.InferenceOptions;
import dev.rondo.inference.Tensor;
import dev.rondo.inference.TensorModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QueuedModelTest {
    private static final int PLACES = Runtime.getRuntime().availableProcessors();
    private static final int ENOUGH = 1_000_000;

    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Counters counters = new Counters();

    @AfterEach
    void stop() {
        callers.close();
        threads.close();
    }

    private QueuedModel queued(TensorModel model, int queue, Duration latency, Duration timeout) {
        var options = new HostingOptions(queue, latency, timeout, 0);
        return new QueuedModel(model, options, threads, counters);
    }

    private static List<Tensor> ask(TensorModel model, float... values) {
        return model.infer(List.of(SlowModel.rows(values)), InferenceOptions.DEFAULT);
    }

    private Future<float[]> later(TensorModel model, float... values) {
        return callers.submit(() -> ask(model, values).getFirst().floats());
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    private static void assertUnavailable(String code, Callable<?> call) {
        assertThatThrownBy(call::call)
                .isInstanceOfSatisfying(
                        RondoException.class,
                        e -> {
                            assertThat(e.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
                            assertThat(e.code()).isEqualTo(code);
                        });
    }

    @Test
    void atTenTimesItsCapacityAModelServesAsMuchAndHoldsNoMore() throws Exception {
        var slow = new SlowModel(0);
        var model = queued(slow, 6, Duration.ZERO, Duration.ZERO);
        var accepted = new ArrayList<Future<float[]>>();
        for (int i = 0; i < PLACES + 6; i++) {
            accepted.add(later(model, i, 1));
            int expected = i + 1;
            await(() -> slow.atWork.get() + model.waiting() == expected);
        }
        for (int i = 0; i < 10 * (PLACES + 6); i++) {
            assertUnavailable("model.busy", () -> ask(model, 1, 1));
        }
        assertThat(model.waiting()).isEqualTo(6);

        slow.permits.release(1);
        await(() -> model.waiting() == 5);
        accepted.add(later(model, 99, 1));
        await(() -> model.waiting() == 6);
        assertUnavailable("model.busy", () -> ask(model, 1, 1));

        slow.permits.release(ENOUGH);
        for (int i = 0; i < PLACES + 6; i++) {
            assertThat(accepted.get(i).get()).containsExactly(2 * i, 2);
        }
        assertThat(accepted.getLast().get()).containsExactly(198, 2);
        assertThat(slow.mostAtWork).hasValue(PLACES);
    }

    @Test
    void whoWaitsTooLongIsToldSoAndTakesNobodysPlace() throws Exception {
        var slow = new SlowModel(0);
        var model = queued(slow, 100, Duration.ZERO, Duration.ofMillis(30));
        for (int i = 0; i < 3 * PLACES; i++) {
            assertUnavailable("model.timeout", () -> ask(model, 1, 1));
        }
        var soon = InferenceOptions.DEFAULT.within(1_000_000);
        assertUnavailable("model.timeout", () -> model.infer(List.of(SlowModel.rows(1, 1)), soon));
        assertThat(model.waiting()).isZero();
        assertThat(slow.atWork).hasValue(PLACES);

        model.close();
        assertThat(slow.closed).hasValue(0);
        slow.permits.release(ENOUGH);
        await(() -> slow.closed.get() == 1);
    }

    /** As many as have places go first; those that waited for them then come together. */
    private List<Future<float[]>> together(SlowModel slow, QueuedModel model, float... firsts) {
        var answers = new ArrayList<Future<float[]>>();
        for (int i = 0; i < PLACES; i++) {
            answers.add(later(model, 1000, 1000));
        }
        await(() -> slow.atWork.get() == PLACES);
        for (float first : firsts) {
            answers.add(later(model, first, 7, first, 8));
        }
        await(() -> model.waiting() == firsts.length);
        slow.permits.release(ENOUGH);
        return answers.subList(PLACES, answers.size());
    }

    @Test
    void requestsThatWaitAreAnsweredTogether() throws Exception {
        var slow = new SlowModel(0);
        var model = queued(slow, 100, Duration.ofMillis(1), Duration.ZERO);
        var answers = together(slow, model, 1, 2, 3, 4, 5, 6);
        for (int i = 0; i < answers.size(); i++) {
            float first = 2 * (i + 1);
            assertThat(answers.get(i).get()).containsExactly(first, 14, first, 16);
        }
        assertThat(slow.rowsAsked.stream().mapToLong(Long::longValue).sum())
                .isEqualTo(PLACES + 2 * 6);
        assertThat(slow.rowsAsked).hasSizeLessThan(PLACES + 6);
        assertThat(slow.rowsAsked).anyMatch(rows -> rows > 2);
    }

    @Test
    void oneRequestsFailureIsNotTheOthers() throws Exception {
        var slow = new SlowModel(0);
        var model = queued(slow, 100, Duration.ofMillis(1), Duration.ZERO);
        var answers = together(slow, model, 1, -1, 3);
        assertThat(answers.get(0).get()).containsExactly(2, 14, 2, 16);
        assertThat(answers.get(2).get()).containsExactly(6, 14, 6, 16);
        assertThatThrownBy(answers.get(1)::get)
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseInstanceOf(RondoException.class);
    }

    @Test
    void withoutALatencyNothingIsJoined() throws Exception {
        var slow = new SlowModel(0);
        var model = queued(slow, 100, Duration.ZERO, Duration.ZERO);
        for (var answer : together(slow, model, 1, 2, 3)) {
            assertThat(answer.get()).hasSize(4);
        }
        assertThat(slow.rowsAsked).hasSize(PLACES + 3).doesNotContain(4L);
    }

    @Test
    void anAnswerThatHasOtherRowsIsNotCutApart() throws Exception {
        var slow = new SlowModel(0);
        var model = queued(new Summing(slow), 100, Duration.ofMillis(1), Duration.ZERO);
        for (var answer : together(slow, model, 1, 2, 3)) {
            assertThat(answer.get()).hasSize(1);
        }
        assertThat(slow.rowsAsked).filteredOn(rows -> rows == 2).hasSize(3);
    }

    /** Gives one row however many it is asked for, though it says otherwise. */
    private record Summing(SlowModel slow) implements TensorModel {
        @Override
        public String platform() {
            return "summing";
        }

        @Override
        public List<dev.rondo.inference.TensorSpec> inputs() {
            return slow.inputs();
        }

        @Override
        public List<dev.rondo.inference.TensorSpec> outputs() {
            return slow.outputs();
        }

        @Override
        public boolean immediate() {
            return false;
        }

        @Override
        public List<Tensor> infer(List<Tensor> inputs, InferenceOptions options) {
            var _ = slow.infer(inputs, options);
            return List.of(
                    Tensor.of(
                            "double",
                            dev.rondo.inference.DataType.FP32,
                            new long[] {1, 1},
                            new float[] {1}));
        }
    }
}
