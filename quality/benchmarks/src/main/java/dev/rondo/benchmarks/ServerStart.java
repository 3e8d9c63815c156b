package dev.rondo.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
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
        var libraries = home.resolve("dist/target/rondo/lib") + "/*";
        var plain = new Variant("plain JVM", ServerProcess.java(libraries));
        var launcher = List.of(home.resolve("rondo").toString());
        var cached = new Variant("./rondo with its start-up cache", launcher);
        System.out.println(Machine.describe());
        // In turn, so that whatever else the machine does meets both alike.
        for (int i = 0; i < STARTS; i++) {
            plain.start();
            cached.start();
        }
        System.out.printf(
                LINE,
                "start to 200 from /health",
                "median ms",
                "best ms",
                "CPU ms",
                "idle RSS MiB");
        plain.print();
        cached.print();
    }

    /** A way to start a server, and what its starts were like. */
    private record Variant(
            String name,
            List<String> command,
            List<Long> times,
            List<Long> cpu,
            List<Long> memory) {
        Variant(String name, List<String> command) {
            this(name, command, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        void start() throws InterruptedException {
            try (var server = ServerProcess.start(command)) {
                times.add(server.startTime().toMillis());
                cpu.add(server.cpu().toMillis());
                Thread.sleep(IDLE_MILLIS);
                memory.add(server.residentMebibytes());
            }
        }

        void print() {
            long best = Collections.min(times);
            System.out.printf(LINE, name, median(times), best, median(cpu), median(memory));
        }

        private static long median(List<Long> values) {
            return values.stream().sorted().toList().get(values.size() / 2);
        }
    }
}
