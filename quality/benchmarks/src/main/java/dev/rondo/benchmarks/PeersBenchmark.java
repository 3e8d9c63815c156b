package dev.rondo.benchmarks;

import dev.rondo.inference.LightgbmModel;
import dev.rondo.inference.XgboostModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
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

/**
 * Our tree kernel on the models and rows that {@code kernel/peers.py} made, which times XGBoost's
 * and LightGBM's own predictors on them; time is per row. The folder is the system property {@code
 * rondo.peers}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PeersBenchmark {
    static final String FOLDER = "rondo.peers";
    private static final int ROWS = 10_000;

    private final XgboostModel small;
    private final XgboostModel xgboost;
    private final LightgbmModel lightgbm;
    private final float[] rows;
    private final double[] wide;

    /** The same rows one by one, so that no branch predictor learns a single one by heart. */
    private final float[][] singles = new float[ROWS][];

    private int next;

    public PeersBenchmark() {
        var folder = Path.of(System.getProperty(FOLDER, ""));
        try {
            small = XgboostModel.load(Files.readAllBytes(folder.resolve("xgboost-100x6.ubj")));
            xgboost = XgboostModel.load(Files.readAllBytes(folder.resolve("xgboost-500x8.ubj")));
            lightgbm = LightgbmModel.load(Files.readAllBytes(folder.resolve("lightgbm-500x8.txt")));
            var bytes = ByteBuffer.wrap(Files.readAllBytes(folder.resolve("rows.f4")));
            rows = new float[ROWS * small.features()];
            bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(rows);
        } catch (IOException e) {
            throw new IllegalStateException("run kernel/peers.py first", e);
        }
        wide = new double[rows.length];
        Arrays.setAll(wide, i -> rows[i]);
        int columns = small.features();
        Arrays.setAll(singles, i -> Arrays.copyOfRange(rows, i * columns, (i + 1) * columns));
    }

    @Benchmark
    public float oneRowOf100TreesOfDepth6() {
        next = (next + 1) % ROWS;
        return small.margin(singles[next]);
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public float[] manyRowsOf500TreesOfXgboost() {
        return xgboost.margins(rows);
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public double[] manyRowsOf500TreesOfLightgbm() {
        return lightgbm.margins(wide);
    }
}
