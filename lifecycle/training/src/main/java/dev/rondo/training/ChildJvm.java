package dev.rondo.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * How a child JVM is started: with few resources of its own, and with a cap on all its memory.
 *
 * <p>XGBoost allocates natively, where {@code -Xmx} does not reach. The shell's {@code ulimit -v}
 * caps the address space, so that an allocation beyond it fails with a message instead of bringing
 * the machine to its knees; where the system knows no such limit (macOS), only the heap is capped.
 *
 * @param java the {@code java} executable
 * @param classPath one that holds this room and all it needs
 */
record ChildJvm(Path java, String classPath) {
    /** What the JVM maps beside its heap with the flags below: code, classes, stacks, libraries. */
    private static final long OWN_MB = 480;

    private static final List<String> FLAGS =
            List.of(
                    "-Xmn16m",
                    "-Xss1m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:ReservedCodeCacheSize=32m",
                    "-XX:CompressedClassSpaceSize=32m",
                    "-XX:+ExitOnOutOfMemoryError",
                    "--enable-native-access=ALL-UNNAMED");

    private static final Set<String> ENVIRONMENT =
            Set.of("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH");

    /** The JVM and class path of this process. */
    static ChildJvm own() {
        return new ChildJvm(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path"));
    }

    /**
     * A process that is ready to start, its output and errors in one stream.
     *
     * @param heapMb of Java's heap
     * @param memoryMb of the heap and all native memory of the work together
     * @param threads of OpenMP
     */
    ProcessBuilder command(Class<?> main, Path folder, long heapMb, long memoryMb, int threads) {
        var command = new ArrayList<String>();
        command.addAll(List.of("sh", "-c", "ulimit -v \"$0\" 2>/dev/null; exec \"$@\""));
        command.add(Long.toString((memoryMb + OWN_MB) * 1024));
        command.add(java.toString());
        command.addAll(FLAGS);
        command.add("-Xmx" + heapMb + "m");
        // Native libraries are unpacked there, and crash reports written: all goes with the folder.
        command.add("-Djava.io.tmpdir=" + folder);
        command.add("-XX:ErrorFile=" + folder.resolve("crash.log"));
        command.addAll(List.of("-cp", classPath, main.getName(), folder.toString()));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        var environment = builder.environment();
        environment.keySet().retainAll(ENVIRONMENT);
        environment.put("OMP_NUM_THREADS", Integer.toString(threads));
        // A waiting OpenMP thread sleeps instead of burning the core of a server beside it.
        environment.put("OMP_WAIT_POLICY", "PASSIVE");
        environment.put("MALLOC_ARENA_MAX", "2");
        return builder;
    }
}
