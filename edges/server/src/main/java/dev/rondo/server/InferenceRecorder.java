package dev.rondo.server;

import dev.rondo.base.Ids;
import dev.rondo.base.Micros;
import dev.rondo.base.RondoException;
import dev.rondo.hosting.InferenceInterceptor;
import dev.rondo.hosting.ModelInUse;
import dev.rondo.http.Caller;
import dev.rondo.inference.InferenceOptions;
import dev.rondo.inference.InferenceRecord;
import dev.rondo.inference.InferenceRecords;
import dev.rondo.inference.PredictionRecord;
import dev.rondo.inference.Tensor;
import dev.rondo.inference.TensorModel;
import dev.rondo.journal.Journal;
import dev.rondo.serving.FailurePolicy;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Records each request to a model with its answer, or its failure, before the answer leaves (rules
 * 8.1 and 8.2). What is refused before a model could be asked is no prediction and not recorded,
 * nor is what found no room in the model's queue: refusals cost a caller nothing, and would fill
 * the disk.
 */
final class InferenceRecorder implements InferenceInterceptor {
    /** Whose answers another machine need not give to the last bit (rule 8.5). */
    private static final Set<String> FOREIGN = Set.of("onnxruntime_onnx", "python");

    private static final float FOREIGN_TOLERANCE = 1e-5f;

    private final Journal journal;
    private final FailurePolicy policy;
    private final InferenceInterceptor next;
    private final InstantSource clock;
    private final Map<String, LongAdder> recorded = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> unrecorded = new ConcurrentHashMap<>();

    /**
     * @param next answers
     */
    InferenceRecorder(
            Journal journal, FailurePolicy policy, InferenceInterceptor next, InstantSource clock) {
        this.journal = journal;
        this.policy = policy;
        this.next = next;
        this.clock = clock;
    }

    @Override
    public boolean records() {
        return true;
    }

    @Override
    public boolean immediate() {
        return journal.quick();
    }

    /**
     * As the next one answers; also throws, unless the policy is to answer all the same, LIMIT
     * {@code prediction.too_large} for what no record can hold, and UNAVAILABLE when the journal
     * cannot write.
     */
    @Override
    public List<Tensor> infer(
            ModelInUse use, TensorModel model, List<Tensor> inputs, InferenceOptions options) {
        var asked =
                new Asked(
                        use, model, inputs, options, Micros.of(clock.instant()), System.nanoTime());
        if (policy == FailurePolicy.FAIL_CLOSED) {
            checkSize(InferenceRecords.dataBytes(inputs));
        }
        List<Tensor> outputs;
        try {
            outputs = next.infer(use, model, inputs, options);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            var code = e instanceof RondoException known ? known.code() : "internal";
            if (!code.equals(ModelInUse.BUSY)) {
                recordFailure(asked, code);
            }
            throw e;
        }
        recordAnswer(asked, outputs);
        return outputs;
    }

    /** A request at the moment when it reached its model. */
    private record Asked(
            ModelInUse use,
            TensorModel model,
            List<Tensor> inputs,
            InferenceOptions options,
            long receivedAt,
            long begun) {
        InferenceRecord record(List<Tensor> outputs, String status) {
            var caller = Caller.current();
            var trace = caller.trace();
            return new InferenceRecord(
                    "",
                    trace == null ? Ids.random() : trace.traceId(),
                    caller.requestId(),
                    null,
                    receivedAt,
                    use.name(),
                    use.version(),
                    use.digest(),
                    options.margin(),
                    options.params(),
                    inputs,
                    outputs,
                    FOREIGN.contains(model.platform()) ? FOREIGN_TOLERANCE : 0,
                    System.nanoTime() - begun,
                    status);
        }
    }

    private void recordAnswer(Asked asked, List<Tensor> outputs) {
        try {
            append(asked.record(outputs, PredictionRecord.OK));
        } catch (RondoException e) {
            if (policy == FailurePolicy.ANSWER_AND_COUNT) {
                count(unrecorded, asked.use().name());
                return;
            }
            recordFailure(asked, e.code());
            throw e;
        }
    }

    /** The failure that the caller is told of stays what it is, whatever becomes of the record. */
    private void recordFailure(Asked asked, String code) {
        try {
            append(asked.record(List.of(), code));
        } catch (RondoException e) {
            count(unrecorded, asked.use().name());
        }
    }

    private void append(InferenceRecord record) {
        checkSize(
                InferenceRecords.dataBytes(record.inputs())
                        + InferenceRecords.dataBytes(record.outputs()));
        var bytes = InferenceRecords.encode(record);
        checkSize(bytes.length);
        journal.append(bytes);
        count(recorded, record.model());
    }

    private static void checkSize(long bytes) {
        if (bytes > Journal.MAX_PAYLOAD_BYTES) {
            throw RondoException.limit("prediction.too_large", "the request cannot be recorded")
                    .because(
                            "with its answer it has %d bytes, and a record has room for %d"
                                    .formatted(bytes, Journal.MAX_PAYLOAD_BYTES))
                    .next("send fewer rows at once");
        }
    }

    private static void count(Map<String, LongAdder> counts, String model) {
        counts.computeIfAbsent(model, _ -> new LongAdder()).increment();
    }

    /** For Prometheus. */
    MetricSnapshots metrics() {
        return MetricSnapshots.of(
                counter("rondo_audit_records", "Requests that were recorded", recorded),
                counter(
                        "rondo_audit_failures",
                        "Requests that could not be recorded, answered or not",
                        unrecorded));
    }

    private static CounterSnapshot counter(
            String name, String help, Map<String, LongAdder> counts) {
        var counter = CounterSnapshot.builder().name(name).help(help);
        counts.forEach((model, count) ->
                counter.dataPoint(
                        new CounterDataPointSnapshot(
                                count.sum(), Labels.of("model", model), null, 0)));
        return counter.build();
    }
}
