package dev.rondo.training;

import java.util.List;

/**
 * How a child ended.
 *
 * @param code its exit code, 128 + n for signal n
 * @param timedOut whether it was killed for its time
 * @param log its last lines
 */
record ChildExit(int code, boolean timedOut, List<String> log) {
    ChildExit {
        log = List.copyOf(log);
    }
}
