package dev.rondo.benchmarks;

import java.lang.management.ManagementFactory;

/** What stands beside every figure. */
final class Machine {
    private Machine() {}

    static String describe() {
        var system = ManagementFactory.getOperatingSystemMXBean();
        return "%d cores, %s %s, Java %s, load average %.1f at the start"
                .formatted(
                        system.getAvailableProcessors(),
                        system.getName(),
                        system.getArch(),
                        Runtime.version(),
                        system.getSystemLoadAverage());
    }
}
