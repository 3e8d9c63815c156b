package dev.rondo.benchmarks;

import dev.rondo.inference.XgboostModel;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoostError;
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

/** Our tree kernel and XGBoost's own predictor on the same trees and rows; time is per row. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class KernelBenchmark {
    private static final int ROWS = 1000;

    private final Booster xgboost;
    private final XgboostModel ours;
    private final float[] rows;

    /** The same rows one by one, so that no branch predictor learns a single one by heart. */
    private final float[][] singles = new float[ROWS][];

    private int next;

    public KernelBenchmark() {
        try {
            xgboost = SampleTrees.train();
            ours = XgboostModel.load(xgboost.toByteArray("ubj"));
        } catch (XGBoostError e) {
            throw new IllegalStateException(e);
        }
        rows = SampleTable.encoder().encode(new SampleTable(ROWS, 2).batch());
        int columns = ours.features();
        Arrays.setAll(singles, i -> Arrays.copyOfRange(rows, i * columns, (i + 1) * columns));
    }

    private float[] single() {
        next = (next + 1) % ROWS;
        return singles[next];
    }

    @Benchmark
    public float oneRow() {
        return ours.margin(single());
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public float[] thousandRows() {
        return ours.margins(rows);
    }

    @Benchmark
    public float[][] xgboostOneRow() throws XGBoostError {
        return xgboost.inplace_predict(single(), 1, ours.features(), Float.NaN);
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public float[][] xgboostThousandRows() throws XGBoostError {
        return xgboost.inplace_predict(rows, ROWS, ours.features(), Float.NaN);
    }
}
