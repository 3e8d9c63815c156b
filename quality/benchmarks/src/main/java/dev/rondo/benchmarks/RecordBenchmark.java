package dev.rondo.benchmarks;

import dev.rondo.inference.PredictionId;
import dev.rondo.inference.PredictionRecord;
import dev.rondo.inference.PredictionRecords;
import dev.rondo.inference.Route;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The journal's form of one prediction on a row of 20 columns, written and read. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class RecordBenchmark {
    private static final int RECORDS = 256;
    private static final PredictionId ADDRESS = new PredictionId("00c0ffee", 17);

    private final PredictionRecord[] records = new PredictionRecord[RECORDS];
    private final byte[][] encoded = new byte[RECORDS][];
    private int next;

    public RecordBenchmark() {
        var table = new SampleTable(RECORDS, 4);
        for (int i = 0; i < RECORDS; i++) {
            records[i] = record(i, table.row(i));
            encoded[i] = PredictionRecords.encode(records[i]);
        }
    }

    private static PredictionRecord record(int number, Map<String, Object> input) {
        return new PredictionRecord(
                PredictionRecord.Kind.PREDICTION,
                "",
                "4bf92f3577b34da6a3ce929d0e0e%04x".formatted(number),
                null,
                1_764_000_000_000_000L + number,
                1_764_000_000_000_100L + number,
                "customers",
                null,
                Route.PRIMARY,
                0,
                "customer-" + number,
                "customers",
                1,
                "sha256:" + "0123456789abcdef".repeat(4),
                null,
                input,
                -1.25f + number / 1000f,
                0.2227f + number / 10_000f,
                0.31,
                "1",
                false,
                List.of(),
                41_000 + number,
                PredictionRecord.OK,
                null);
    }

    private int turn() {
        next = (next + 1) % RECORDS;
        return next;
    }

    @Benchmark
    public byte[] encode() {
        return PredictionRecords.encode(records[turn()]);
    }

    @Benchmark
    public PredictionRecord decode() {
        return PredictionRecords.decode(ADDRESS, encoded[turn()]);
    }
}
