package dev.rondo.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the JMH benchmarks of a group and prints one table: `kernel`, `peers`, `onnx` or `journal`.
 */
final class RoomBenchmarks {
    private static final int[] THREADS = {1, 8, 64};

    private RoomBenchmarks() {}

    public static void main(String[] arguments) throws RunnerException {
        var results =
                switch (arguments.length == 1 ? arguments[0] : "") {
                    case "kernel" -> run("(Kernel|Encoder|Record)Benchmark", 1);
                    case "peers" -> run("PeersBenchmark", 1);
                    case "onnx" -> run("OnnxBenchmark", 1);
                    case "journal" -> journal();
                    default ->
                            throw new IllegalArgumentException("kernel, peers, onnx or journal?");
                };
        System.out.println("\n" + Machine.describe());
        System.out.println(Row.HEADER);
        results.forEach(result -> System.out.println(Row.of(result)));
    }

    /** The machine's limit first, then the journal with more and more threads. */
    private static List<RunResult> journal() throws RunnerException {
        var results = new ArrayList<>(run("DiskBenchmark", 1));
        for (int threads : THREADS) {
            results.addAll(run("JournalBenchmark", threads));
        }
        return results;
    }

    private static Collection<RunResult> run(String include, int threads) throws RunnerException {
        var options =
                new OptionsBuilder()
                        .include(include)
                        .threads(threads)
                        .addProfiler(CpuProfiler.class)
                        .shouldFailOnError(true)
                        .build();
        return new Runner(options).run();
    }

    /** One line of the table. */
    private record Row(
            String benchmark,
            String parameter,
            int threads,
            double score,
            double error,
            String unit,
            double cpu) {
        static final String HEADER =
                "%-44s %-8s %7s %12s %10s %-6s %12s"
                        .formatted(
                                "benchmark",
                                "mode",
                                "threads",
                                "score",
                                "+- 99.9%",
                                "unit",
                                "CPU ns/op");

        static Row of(RunResult run) {
            var score = run.getPrimaryResult();
            var parameters = run.getParams();
            var name = parameters.getBenchmark();
            return new Row(
                    name.substring(RoomBenchmarks.class.getPackageName().length() + 1),
                    parameters.getParamsKeys().stream()
                            .map(parameters::getParam)
                            .findFirst()
                            .orElse("-"),
                    parameters.getThreads(),
                    score.getScore(),
                    score.getScoreError(),
                    score.getScoreUnit(),
                    Objects.requireNonNull(run.getSecondaryResults().get(CpuProfiler.LABEL))
                            .getScore());
        }

        @Override
        public String toString() {
            return "%-44s %-8s %7d %12.1f %10.1f %-6s %12.0f"
                    .formatted(benchmark, parameter, threads, score, error, unit, cpu);
        }
    }
}
