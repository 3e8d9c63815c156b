package dev.rondo.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.rondo.inference.DataType;
import dev.rondo.inference.InferenceOptions;
import dev.rondo.inference.Tensor;
import dev.rondo.inference.TensorModel;
import dev.rondo.inference.TensorModels;
import dev.rondo.onnx.OnnxRuntime;
import dev.rondo.testkit.OnnxBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One row of 40 columns through a forest in ONNX, 100 trees of depth 6: ONNX Runtime's own call
 * with tensors that are made beforehand, the same behind our port, and our kernel.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xss16m", "-Djmh.executor=VIRTUAL"})
public class OnnxBenchmark {
    private static final int COLUMNS = 40;
    private static final int TREES = 100;
    private static final int DEPTH = 6;
    private static final long[] SHAPE = {1, COLUMNS};

    private final TensorModel kernel;
    private final TensorModel runtime;
    private final OrtSession session;
    private final OnnxTensor given;
    private final List<Tensor> row;

    public OnnxBenchmark() {
        var values = new float[COLUMNS];
        var random = new Random(3);
        for (int i = 0; i < COLUMNS; i++) {
            values[i] = random.nextFloat();
        }
        row = List.of(Tensor.of("x", DataType.FP32, SHAPE, values));
        var direct = ByteBuffer.allocateDirect(4 * COLUMNS).order(ByteOrder.nativeOrder());
        direct.asFloatBuffer().put(values);
        try {
            var file = Files.createTempFile("forest", ".onnx");
            Files.write(file, forest());
            kernel = TensorModels.load(file);
            runtime = new OnnxRuntime().load(file);
            var environment = OrtEnvironment.getEnvironment();
            try (var options = new OrtSession.SessionOptions()) {
                options.setIntraOpNumThreads(1);
                session = environment.createSession(file.toString(), options);
            }
            given = OnnxTensor.createTensor(environment, direct.asFloatBuffer(), SHAPE);
            Files.delete(file);
        } catch (IOException | OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    @TearDown
    public void close() throws OrtException {
        given.close();
        session.close();
        runtime.close();
    }

    @Benchmark
    public OnnxTensor ownCallOfOnnxRuntime() throws OrtException {
        try (var result = session.run(Map.of("x", given))) {
            return (OnnxTensor) result.get(0);
        }
    }

    @Benchmark
    public List<Tensor> onnxRuntimeBehindThePort() {
        return runtime.infer(row, InferenceOptions.DEFAULT);
    }

    @Benchmark
    public List<Tensor> ourKernel() {
        return kernel.infer(row, InferenceOptions.DEFAULT);
    }

    /** Full trees, node by node in the order of their levels. */
    private static byte[] forest() {
        int perTree = (2 << DEPTH) - 1;
        int inner = (1 << DEPTH) - 1;
        int nodes = TREES * perTree;
        var random = new Random(5);
        var trees = new long[nodes];
        var ids = new long[nodes];
        var features = new long[nodes];
        var values = new double[nodes];
        var modes = new String[nodes];
        var onTrue = new long[nodes];
        var onFalse = new long[nodes];
        var leafTrees = new long[TREES * (inner + 1)];
        var leafNodes = new long[leafTrees.length];
        var weights = new double[leafTrees.length];
        int leaf = 0;
        for (int i = 0; i < nodes; i++) {
            trees[i] = i / perTree;
            ids[i] = i % perTree;
            boolean isInner = ids[i] < inner;
            modes[i] = isInner ? "BRANCH_LEQ" : "LEAF";
            features[i] = random.nextInt(COLUMNS);
            values[i] = random.nextFloat();
            onTrue[i] = isInner ? 2 * ids[i] + 1 : 0;
            onFalse[i] = isInner ? 2 * ids[i] + 2 : 0;
            if (!isInner) {
                leafTrees[leaf] = trees[i];
                leafNodes[leaf] = ids[i];
                weights[leaf++] = random.nextGaussian();
            }
        }
        return new OnnxBytes()
                .input("x", OnnxBytes.FLOAT, -1, COLUMNS)
                .output("y", OnnxBytes.FLOAT, -1, 1)
                .node(
                        "TreeEnsembleRegressor",
                        OnnxBytes.ML,
                        List.of("x"),
                        List.of("y"),
                        OnnxBytes.wholes("nodes_treeids", trees),
                        OnnxBytes.wholes("nodes_nodeids", ids),
                        OnnxBytes.wholes("nodes_featureids", features),
                        OnnxBytes.reals("nodes_values", values),
                        OnnxBytes.texts("nodes_modes", modes),
                        OnnxBytes.wholes("nodes_truenodeids", onTrue),
                        OnnxBytes.wholes("nodes_falsenodeids", onFalse),
                        OnnxBytes.wholes("target_treeids", leafTrees),
                        OnnxBytes.wholes("target_nodeids", leafNodes),
                        OnnxBytes.wholes("target_ids", new long[leafTrees.length]),
                        OnnxBytes.reals("target_weights", weights),
                        OnnxBytes.whole("n_targets", 1))
                .file();
    }
}
