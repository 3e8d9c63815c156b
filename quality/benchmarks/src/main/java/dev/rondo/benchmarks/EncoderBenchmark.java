package dev.rondo.benchmarks;

import dev.rondo.inference.Batch;
import dev.rondo.inference.Encoder;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** From a row's JSON values to the floats that the trees read; time is per row of 20 columns. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class EncoderBenchmark {
    private static final int ROWS = 1000;

    private final SampleTable table = new SampleTable(ROWS, 3);
    private final List<Map<String, Object>> all =
            IntStream.range(0, ROWS).mapToObj(table::row).toList();
    private final Encoder encoder = SampleTable.encoder();
    private final Batch batch = table.batch();
    private int next;

    /** Reads and checks the values of one row, and encodes them. */
    @Benchmark
    public float[] readAndEncodeOneRow() {
        next = (next + 1) % ROWS;
        return encoder.encode(Batch.of(encoder.signature(), List.of(all.get(next))));
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public float[] readAndEncodeThousandRows() {
        return encoder.encode(Batch.of(encoder.signature(), all));
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public float[] encodeThousandRows() {
        return encoder.encode(batch);
    }
}
