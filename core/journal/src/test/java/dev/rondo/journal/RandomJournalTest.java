package dev.rondo.journal;

import static dev.rondo.journal.Journals.inMemory;
import static dev.rondo.journal.Journals.randomBytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.base.RondoException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random lives of a journal, with faults and power losses, beside a plain list. */
class RandomJournalTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void behavesLikeAList(long seed) {
        for (int life = 0; life < 5; life++) {
            new Life(new SplittableRandom(seed * 1_000 + life)).run();
        }
    }

    private static final class Life {
        private final SplittableRandom random;
        private final List<byte[]> model = new ArrayList<>();
        private MemoryFiles files = new MemoryFiles();
        private Journal journal;

        Life(SplittableRandom random) {
            this.random = random;
            this.journal = open();
        }

        private Journal open() {
            return inMemory(files, Durability.DISK, 100 + random.nextInt(5_000));
        }

        void run() {
            for (int step = 0; step < 120; step++) {
                switch (random.nextInt(10)) {
                    case 0 -> reopen();
                    case 1 -> loseAttemptToPower();
                    case 2 -> fillDisk();
                    case 3 -> read();
                    default -> append();
                }
            }
            Journals.assertContents(journal, model);
        }

        private List<byte[]> group() {
            var group = new ArrayList<byte[]>();
            for (int left = 1 + random.nextInt(4); left > 0; left--) {
                group.add(randomBytes(random, 400));
            }
            return group;
        }

        private void append() {
            var group = group();
            assertThat(journal.append(group)).isEqualTo(model.size());
            model.addAll(group);
        }

        private void read() {
            long from = random.nextInt(model.size() + 2);
            var seen = new ArrayList<byte[]>();
            journal.scan(from, (sequence, payload) -> seen.add(payload));
            var rest = model.subList((int) Math.min(from, model.size()), model.size());
            assertThat(seen.toArray(byte[][]::new)).isDeepEqualTo(rest.toArray(byte[][]::new));
            assertThat(journal.read(from).isPresent()).isEqualTo(from < model.size());
        }

        private void reopen() {
            journal.close();
            journal = open();
            Journals.assertContents(journal, model);
        }

        /** A full disk, whose failed append may also have failed to clean up. */
        private void fillDisk() {
            files.disk().space(random.nextInt(600));
            files.disk().truncateFails(random.nextBoolean());
            var group = group();
            try {
                journal.append(group);
                model.addAll(group);
            } catch (RondoException e) {
                assertThat(e.code()).isEqualTo("journal.unavailable");
            }
            files.disk().space(Long.MAX_VALUE);
            files.disk().truncateFails(false);
        }

        /** The power goes during an append: all of its records are there after, or none. */
        private void loseAttemptToPower() {
            var images = new ArrayList<MemoryFiles>();
            var survival =
                    random.nextBoolean()
                            ? Survival.prefix(random.nextInt(1_500))
                            : Survival.sectors(64, random);
            files.disk().beforeSync(() -> images.add(files.afterPowerLoss(survival, false)));
            var group = group();
            journal.append(group);
            files = images.getLast();
            journal = open();
            int kept = (int) journal.size() - model.size();
            assertThat(kept).isIn(0, group.size());
            model.addAll(group.subList(0, kept));
            Journals.assertContents(journal, model);
        }
    }
}
