package dev.rondo.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.base.RondoException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Random calls, some of them wrong, leave the same as in plain maps, on every database. */
abstract class RandomCallsContract extends TrackingSuite {
    private static final int CALLS = Integer.getInteger("rondo.test.calls", 400);

    private static final double[] VALUES = {
        Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0.0, -0.0, 1, 2.5, -7
    };

    private static final List<RunStatus> STATUSES = List.of(RunStatus.values());

    private final Map<String, PlainRun> plain = new TreeMap<>();

    @Test
    @DisplayName("seeded random calls come to the same as in plain maps")
    void randomCalls() {
        long seed = Long.getLong("rondo.test.seed", System.nanoTime());
        var random = new Random(seed);
        for (int i = 0; i < 3; i++) {
            var run = start("r" + i);
            plain.put(run.id(), new PlainRun(run));
        }
        var runs = List.copyOf(plain.entrySet());
        for (int call = 0; call < CALLS; call++) {
            var run = runs.get(random.nextInt(runs.size()));
            one(random, run.getKey(), run.getValue());
            if (call % 40 == 0 || call == CALLS - 1) {
                compare("seed " + seed + ", call " + call);
            }
        }
    }

    private void one(Random random, String id, PlainRun run) {
        var runs = tracking.runs();
        switch (random.nextInt(12)) {
            case 0 -> {
                runs.delete(id);
                run.deleted = true;
            }
            case 1, 2, 3 -> {
                runs.restore(id);
                run.deleted = false;
            }
            case 4 -> {
                var status = STATUSES.get(random.nextInt(STATUSES.size()));
                var update = new RunUpdate(status, random.nextBoolean() ? null : 5L, name(random));
                if (accepted(() -> runs.update(id, update))) {
                    assertThat(run.deleted).isFalse();
                    run.update(update);
                } else {
                    assertThat(run.deleted).isTrue();
                }
            }
            case 5 -> {
                var key = key(random);
                if (accepted(() -> runs.deleteTag(id, key))) {
                    assertThat(run.tags.remove(key)).isNotNull();
                } else {
                    assertThat(run.deleted || !run.tags.containsKey(key)).isTrue();
                }
            }
            default -> {
                var batch = batch(random);
                assertThat(accepted(() -> runs.log(id, batch))).isEqualTo(run.log(batch));
            }
        }
    }

    private static boolean accepted(Runnable call) {
        try {
            call.run();
            return true;
        } catch (RondoException e) {
            return false;
        }
    }

    private static RunBatch batch(Random random) {
        var metrics = new ArrayList<Metric>();
        for (int i = random.nextInt(8); i > 0; i--) {
            metrics.add(
                    new Metric(
                            key(random),
                            VALUES[random.nextInt(VALUES.length)],
                            random.nextInt(3),
                            random.nextInt(4) - 1));
        }
        var params = new HashMap<String, String>();
        var tags = new HashMap<String, String>();
        for (int i = random.nextInt(3); i > 0; i--) {
            params.put(key(random), random.nextInt(8) == 0 ? "other" : "same");
            tags.put(key(random), "" + random.nextInt(3));
        }
        if (random.nextInt(5) == 0) {
            tags.put("mlflow.runName", name(random));
        }
        return new RunBatch(metrics, params, tags);
    }

    private static String key(Random random) {
        return "k" + random.nextInt(5);
    }

    private static String name(Random random) {
        return random.nextInt(3) == 0 ? "" : "n" + random.nextInt(9);
    }

    private void compare(String description) {
        plain.forEach((id, expected) -> {
            assertThat(tracking.runs().get(id)).as(description).isEqualTo(expected.details());
            for (int key = 0; key < 5; key++) {
                assertThat(history(id, "k" + key))
                        .as(description)
                        .isEqualTo(expected.history("k" + key));
            }
        });
    }
}
