package dev.rondo.pipelines;

import java.time.Duration;

/**
 * How a worker works.
 *
 * @param workerId must be this worker's own: at its start it takes back what it had claimed
 * @param threads how many tasks run at the same time
 * @param lease how long a silent worker keeps its tasks
 * @param poll how often to look for tasks that came from another process
 */
public record WorkerOptions(String workerId, int threads, Duration lease, Duration poll) {
    public WorkerOptions {
        if (workerId.isEmpty() || threads < 1 || lease.toMillis() < 3 || poll.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "a worker needs an id, a thread, a lease of 3 ms and a poll of 1 ms at least");
        }
    }

    /** Two threads, a lease of 30 seconds, a poll every half second. */
    public static WorkerOptions of(String workerId) {
        return new WorkerOptions(workerId, 2, Duration.ofSeconds(30), Duration.ofMillis(500));
    }
}
