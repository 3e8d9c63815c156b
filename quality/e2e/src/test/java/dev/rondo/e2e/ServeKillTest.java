package dev.rondo.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Callers of several protocols ask a server that records and is killed again and again. The whole
 * count: {@code -Dserve.kills=50}.
 */
class ServeKillTest {
    private static final int KILLS = Integer.getInteger("serve.kills", 3);
    private static final long SEED = Long.getLong("serve.seed", System.nanoTime());
    private static final int CALLERS = 6;
    private static final int MOST_ANSWERS = 1_000;

    private final SplittableRandom random = new SplittableRandom(SEED);

    /** Scores by the ids of their requests. */
    private final Map<String, Float> answered = new ConcurrentHashMap<>();

    @Test
    @DisplayName("rule 8.2: what was answered before SIGKILL is recorded once, with its answer")
    void killedWhilePredicting(@TempDir Path data) throws Exception {
        System.out.println("serve.kills=" + KILLS + " serve.seed=" + SEED);
        for (int kill = 0; kill < KILLS; kill++) {
            var durability = kill % 2 == 0 ? "process" : "disk";
            askUntilKilled(data, durability, "kill " + kill + " caller ");
            check(data, (kill + 1) * CALLERS);
        }
        System.out.println(answered.size() + " answers, all found");
    }

    private void askUntilKilled(Path data, String durability, String name) throws Exception {
        try (var server =
                        RondoProcess.serve(
                                ServedModel.model(),
                                "--name",
                                "churn",
                                "--data",
                                data.toString(),
                                "--durability",
                                durability);
                var model = new ServedModel(server.address())) {
            int enough = answered.size() + 1 + random.nextInt(MOST_ANSWERS);
            var callers = new ArrayList<Thread>();
            for (int i = 0; i < CALLERS; i++) {
                int caller = i;
                callers.add(
                        Thread.ofPlatform()
                                .start(() -> askUntilDead(model, caller, name + caller)));
            }
            while (answered.size() < enough && callers.stream().allMatch(Thread::isAlive)) {
                LockSupport.parkNanos(200_000);
            }
            assertThat(callers).as("nobody was refused").allMatch(Thread::isAlive);
            server.kill();
            for (var caller : callers) {
                caller.join();
            }
        }
    }

    private void askUntilDead(ServedModel model, int protocol, String name) {
        try {
            for (int i = 0; ; i++) {
                var id = name.replace(' ', '-') + "-" + i;
                answered.put(id, model.score(protocol, i % 2, id));
            }
        } catch (IOException e) {
            // The server is dead: that is the point.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Each caller had at most one request under way at each kill. */
    private void check(Path data, int mostUnanswered) {
        var recorded = new HashMap<String, Float>();
        for (var record : ServedModel.recorded(data)) {
            var id = String.valueOf(record.requestId());
            var score = record.outputs().getFirst().floats()[0];
            assertThat(recorded.put(id, score)).as(id).isNull();
        }
        var lost = new HashMap<>(answered);
        lost.entrySet().removeAll(recorded.entrySet());
        assertThat(lost).as("answered and not recorded so").isEmpty();
        assertThat(recorded.size() - answered.size()).isLessThanOrEqualTo(mostUnanswered);
    }
}
