package dev.rondo.training;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.RondoException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Says in one error why a child failed, from its exit and the last lines of its log. */
final class ChildFailure {
    /** The exit code of {@code -XX:+ExitOnOutOfMemoryError}. */
    private static final int JAVA_OUT_OF_MEMORY = 3;

    private static final int SIGKILL = 9;
    private static final int SHOWN_LINES = 6;

    private static final Map<Integer, String> SIGNALS =
            Map.of(
                    4, "SIGILL", 6, "SIGABRT", 7, "SIGBUS", 8, "SIGFPE", 9, "SIGKILL", 11,
                    "SIGSEGV", 15, "SIGTERM");

    /** How the JVM, XGBoost and the C++ library word a failed allocation. */
    private static final List<String> OUT_OF_MEMORY =
            List.of(
                    "OutOfMemoryError",
                    "bad_malloc",
                    "bad_alloc",
                    "Cannot allocate memory",
                    "insufficient memory",
                    "Could not reserve enough space");

    /** In the JVM's report of its crash: the signal, and the frame in which it came. */
    private static final Pattern CRASH = Pattern.compile("^#\\s+(SIG[A-Z]+ |[CJjVv] +\\[)");

    private ChildFailure() {}

    static RondoException of(ChildExit exit, TrainingSpec spec) {
        if (exit.timedOut()) {
            return RondoException.limit(
                            "training.timed_out",
                            "the training took longer than "
                                    + spec.timeout().toSeconds()
                                    + " s and was ended")
                    .next("allow more time, or train on fewer rows or for fewer rounds");
        }
        if (says(exit, "libgomp.so.1")) {
            return RondoException.unavailable(
                            "training.libgomp_missing",
                            "XGBoost cannot be loaded: the system's library libgomp.so.1 is missing")
                    .next(
                            "install it: apt-get install libgomp1 (Debian, Ubuntu), dnf install libgomp (Fedora, RHEL), apk add libgomp (Alpine)");
        }
        if (says(exit, "UnsatisfiedLinkError")) {
            return RondoException.unavailable(
                            "training.library_unusable",
                            "XGBoost's native library cannot be loaded on this system")
                    .because(lastLines(exit))
                    .next("run on Linux with glibc or on macOS, on x86_64 or ARM64");
        }
        if (outOfMemory(exit)) {
            return outOfMemory(spec, lastLines(exit));
        }
        if (says(exit, "for Parameter")) {
            return RondoException.user("training.invalid_parameter", "XGBoost refuses a parameter")
                    .because(lastLines(exit))
                    .next("mend the parameter's value");
        }
        return crashed(exit);
    }

    static RondoException outOfMemory(TrainingSpec spec, String reason) {
        return RondoException.limit(
                        "training.out_of_memory",
                        "the training does not fit into " + spec.memoryMb() + " MB")
                .because(reason)
                .next("allow more memory, or train on fewer rows or columns");
    }

    private static boolean outOfMemory(ChildExit exit) {
        return exit.code() == JAVA_OUT_OF_MEMORY
                || exit.code() == 128 + SIGKILL
                || OUT_OF_MEMORY.stream().anyMatch(words -> says(exit, words));
    }

    private static RondoException crashed(ChildExit exit) {
        var end =
                exit.code() > 128
                        ? "died of signal " + signal(exit.code() - 128)
                        : "ended with exit code " + exit.code();
        return RondoException.of(
                        ErrorKind.INTERNAL, "training.crashed", "the training's process " + end)
                .because(lastLines(exit))
                .next("run it again; if it fails again, report these lines");
    }

    private static String signal(int number) {
        return SIGNALS.containsKey(number)
                ? number + " (" + SIGNALS.get(number) + ")"
                : Integer.toString(number);
    }

    private static boolean says(ChildExit exit, String words) {
        return exit.log().stream().anyMatch(line -> line.contains(words));
    }

    /** The last lines without stack frames; of the JVM's own crash report only what happened. */
    private static String lastLines(ChildExit exit) {
        var crash = exit.log().stream().filter(CRASH.asPredicate()).map(String::strip).toList();
        var lines =
                crash.isEmpty()
                        ? exit.log().stream().filter(ChildFailure::telling).toList()
                        : crash;
        int from = Math.max(0, lines.size() - SHOWN_LINES);
        return lines.isEmpty()
                ? "it left no message"
                : "its last lines: " + String.join(" | ", lines.subList(from, lines.size()));
    }

    private static boolean telling(String line) {
        var text = line.strip();
        return !text.isEmpty()
                && !text.startsWith("at ")
                && !text.startsWith("[bt]")
                && !text.equals("Stack trace:");
    }
}
