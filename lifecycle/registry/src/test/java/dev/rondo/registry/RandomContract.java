package dev.rondo.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.RondoException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random calls, on every database, compared with {@link PlainRegistry}. */
abstract class RandomContract extends RegistrySuite {
    private static final int STEPS = Integer.getInteger("rondo.registry.steps", 400);
    private static final List<String> NAMES = List.of("a", "B", "c d", "e");

    private final PlainRegistry plain = new PlainRegistry();

    private interface Step {
        void run();
    }

    @Test
    void theRegistryDoesWhatMapsWouldDo() {
        long seed = Long.getLong("rondo.seed", System.nanoTime());
        var random = new Random(seed);
        for (int step = 0; step < STEPS; step++) {
            now = now.plusMillis(random.nextInt(3));
            var name = NAMES.get(random.nextInt(NAMES.size()));
            step(random, name, "seed " + seed + ", step " + step);
            if (step % 20 == 0 || step == STEPS - 1) {
                assertThat(PlainRegistry.lines(registry))
                        .as("seed %d, step %d", seed, step)
                        .isEqualTo(plain.lines());
            }
        }
    }

    private void step(Random random, String name, String where) {
        long at = now.toEpochMilli();
        int number = 1 + random.nextInt(5);
        var word = "w" + random.nextInt(4);
        var stage = Stage.values()[random.nextInt(4)];
        boolean flag = random.nextBoolean();
        var other = NAMES.get(random.nextInt(NAMES.size()));
        switch (random.nextInt(14)) {
            case 0 ->
                    both(
                            where,
                            () -> models.create(new NewModel(name, "", Map.of(word, "x"))),
                            () -> plain.create(name, Map.of(word, "x"), at));
            case 1 ->
                    both(
                            where,
                            () -> models.rename(name, other),
                            () -> plain.rename(name, other, at));
            case 2 -> {
                if (random.nextInt(4) == 0) {
                    both(where, () -> models.delete(name), () -> plain.delete(name));
                }
            }
            case 3 ->
                    both(
                            where,
                            () -> models.update(name, word),
                            () -> plain.update(name, word, at));
            case 4, 5, 6 -> both(where, () -> version(name), () -> plain.version(name, at));
            case 7 ->
                    both(
                            where,
                            () -> versions.delete(name, number),
                            () -> plain.deleteVersion(name, number, at));
            case 8 ->
                    both(
                            where,
                            () -> models.setAlias(name, word, number),
                            () -> plain.alias(name, word, number));
            case 9 ->
                    both(
                            where,
                            () -> models.deleteAlias(name, word),
                            () -> plain.model(name).aliases.remove(word));
            case 10 ->
                    both(
                            where,
                            () -> versions.transition(name, number, stage, flag),
                            () -> plain.transition(name, number, stage, flag, at));
            case 11 ->
                    both(
                            where,
                            () -> versions.update(name, number, word),
                            () -> plain.describe(name, number, word, at));
            case 12 ->
                    both(
                            where,
                            () -> versions.setTag(name, number, word, "v" + at),
                            () -> plain.version(name, number).tags.put(word, "v" + at));
            default ->
                    both(
                            where,
                            () -> models.deleteTag(name, word),
                            () -> plain.model(name).tags.remove(word));
        }
    }

    private static void both(String where, Step real, Step expected) {
        assertThat(kindOf(real)).as(where).isEqualTo(kindOf(expected));
    }

    private static @Nullable ErrorKind kindOf(Step step) {
        try {
            step.run();
            return null;
        } catch (RondoException e) {
            return e.kind();
        }
    }
}
