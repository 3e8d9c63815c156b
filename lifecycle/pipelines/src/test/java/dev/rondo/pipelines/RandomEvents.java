package dev.rondo.pipelines;

import static dev.rondo.pipelines.Pipelines.json;

import java.util.SplittableRandom;

/** Events that a run may meet, sensible and stale ones. */
final class RandomEvents {
    private final SplittableRandom random;
    private long at;

    RandomEvents(SplittableRandom random, long start) {
        this.random = random;
        this.at = start;
    }

    RunEvent next(RunState state) {
        at += random.nextInt(4) == 0 ? random.nextLong(3_000_000) : 0;
        var task = state.tasks().get(random.nextInt(state.tasks().size()));
        var name = random.nextInt(50) == 0 ? "unknown" : task.name();
        long claim = task.claim() - (random.nextInt(10) == 0 ? 1 : 0);
        boolean coin = random.nextBoolean();
        return switch (random.nextInt(16)) {
            case 0, 1, 2, 3, 4, 5 -> new RunEvent.Claimed(at, name, "w" + random.nextInt(3));
            case 6, 7, 8, 9 -> new RunEvent.Succeeded(at, name, claim, json().put("n", at), "ran");
            case 10 -> new RunEvent.Failed(at, name, claim, "test.failed", "it failed", coin);
            case 11 ->
                    random.nextInt(5) == 0
                            ? new RunEvent.Stopped(at, name, claim, "enough", json())
                            : new RunEvent.Woken(at, name);
            case 12, 13 ->
                    new RunEvent.Waited(
                            at, name, claim, at + random.nextInt(5_000_000), "not yet", json());
            case 14 -> new RunEvent.Lost(at, name, claim, "it is gone");
            default ->
                    random.nextInt(20) == 0
                            ? new RunEvent.Cancelled(at, "no longer wanted")
                            : new RunEvent.Claimed(at, name, "w9");
        };
    }
}
