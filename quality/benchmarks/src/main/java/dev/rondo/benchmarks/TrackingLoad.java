package dev.rondo.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Eight writers that log to their runs, beside four readers that search them: each connection sends
 * again as soon as it has its answer. With the environment variable {@code RONDO_DB} the server's
 * database is that of PostgreSQL.
 */
final class TrackingLoad {
    private static final int WRITERS = 8;
    private static final int READERS = 4;
    private static final int EXPERIMENTS = 8;
    private static final int RUNS_BEFORE = 2_000;
    private static final Duration WARM_UP = Duration.ofSeconds(10);

    private TrackingLoad() {}

    /** Takes how many seconds to measure, 600 if nothing is said. */
    public static void main(String[] arguments) throws InterruptedException {
        var time = Duration.ofSeconds(arguments.length == 0 ? 600 : Long.parseLong(arguments[0]));
        System.out.println(Machine.describe());
        var java = ServerProcess.java(System.getProperty("java.class.path"));
        try (var server = ServerProcess.start(java)) {
            var experiments = TrackingRequests.makeExperiments(server.client(), EXPERIMENTS);
            TrackingRequests.makeRuns(server, experiments, RUNS_BEFORE);
            run(server, experiments, WARM_UP);
            var cpu = server.cpu();
            var callers = run(server, experiments, time);
            cpu = server.cpu().minus(cpu);
            report(server, callers, cpu, time);
        }
    }

    private static List<TrackingCaller> run(
            ServerProcess server, List<String> experiments, Duration time)
            throws InterruptedException {
        var over = new AtomicBoolean();
        var callers = new ArrayList<TrackingCaller>();
        for (int i = 0; i < WRITERS + READERS; i++) {
            var experiment = experiments.get(i % EXPERIMENTS);
            callers.add(new TrackingCaller(server, experiment, i, i < WRITERS, over));
        }
        var threads = callers.stream().map(caller -> Thread.ofPlatform().start(caller)).toList();
        Thread.sleep(time);
        over.set(true);
        for (var thread : threads) {
            thread.join();
        }
        return callers;
    }

    private static void report(
            ServerProcess server, List<TrackingCaller> callers, Duration cpu, Duration time) {
        row("writes", callers.stream().filter(TrackingCaller::writes).toList(), time);
        row("searches", callers.stream().filter(caller -> !caller.writes()).toList(), time);
        System.out.printf(
                "server: %.2f cores, %d MiB resident at the end%n",
                cpu.toNanos() / (double) time.toNanos(), server.residentMebibytes());
        var errors = callers.stream().flatMap(caller -> caller.errors().stream()).toList();
        System.out.println("errors: " + errors.size());
        errors.stream().limit(5).forEach(System.out::println);
        if (!errors.isEmpty()) {
            System.exit(1);
        }
    }

    private static void row(String what, List<TrackingCaller> callers, Duration time) {
        var nanos = callers.stream().flatMapToLong(TrackingCaller::nanos).sorted().toArray();
        var result = new Load.Result(nanos, time);
        System.out.printf(
                "%-9s %9d answered, %7.0f/s, p50 %6.2f ms, p99 %6.2f ms, slowest %.1f ms%n",
                what,
                result.answered(),
                result.perSecond(),
                result.percentile(0.5),
                result.percentile(0.99),
                result.percentile(1));
    }
}
