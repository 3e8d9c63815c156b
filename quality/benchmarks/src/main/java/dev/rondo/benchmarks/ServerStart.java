package dev.rondo.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How long a server takes to its first answer, what that costs, and what it then holds. */
final class ServerStart {
    private static final int STARTS = 7;
    private static final int IDLE_MILLIS = 3000;
    private static final String LINE = "%-34s %10s %10s %10s %14s%n";

    private ServerStart() {}

    /** Takes the folder of the repository, which the launcher has built. */
    public static void main(String[] arguments) throws InterruptedException {
        var home = Path.of(arguments[0]);
        System.out.println(Machine.describe());
        System.out.printf(
                LINE,
                "start to 200 from /health",
                "median ms",
                "best ms",
                "CPU ms",
                "idle RSS MiB");
        measure("plain JVM", ServerProcess.java(home.resolve("dist/target/rondo/lib") + "/*"));
        measure("./rondo with its start-up cache", List.of(home.resolve("rondo").toString()));
    }

    private static void measure(String name, List<String> command) throws InterruptedException {
        var times = new ArrayList<Long>();
        var cpu = new ArrayList<Long>();
        var memory = new ArrayList<Long>();
        for (int i = 0; i < STARTS; i++) {
            try (var server = ServerProcess.start(command)) {
                times.add(server.startTime().toMillis());
                cpu.add(server.cpu().toMillis());
                Thread.sleep(IDLE_MILLIS);
                memory.add(server.residentMebibytes());
            }
        }
        System.out.printf(
                LINE,
                name,
                median(times),
                times.stream().min(Long::compare).orElseThrow(),
                median(cpu),
                median(memory));
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
