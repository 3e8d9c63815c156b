package dev.rondo.journal;

import static dev.rondo.journal.Journals.contents;
import static dev.rondo.journal.Journals.inMemory;
import static dev.rondo.journal.Journals.randomBytes;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Cuts the power at each sync, when the most is at stake, and opens what is left. */
@DisplayName("rule 8.2: with DISK, what was acknowledged survives power loss")
class PowerLossTest {
    private static final long SEGMENT_BYTES = 1_000;

    private final MemoryFiles files = new MemoryFiles();
    private final List<byte[]> acknowledged = new ArrayList<>();
    private final List<byte[]> attempted = new ArrayList<>();
    private final SplittableRandom random = new SplittableRandom(20261125);
    private int images;

    @Test
    void cutAtEveryByte() {
        run(() -> {
            for (int bytes = 0; bytes <= largestUnsynced(); bytes++) {
                boolean entries = random.nextBoolean();
                check(files.afterPowerLoss(Survival.prefix(bytes), entries));
            }
        });
        assertThat(images).isGreaterThan(3_000);
    }

    @Test
    void anySectorsOfTheLastWrite() {
        run(() -> {
            for (int sector : new int[] {16, 64, 512}) {
                for (int round = 0; round < 20; round++) {
                    var survival = Survival.sectors(sector, random);
                    check(files.afterPowerLoss(survival, random.nextBoolean()));
                }
            }
        });
        assertThat(images).isGreaterThan(1_000);
    }

    private void run(Runnable lossAtEachSync) {
        files.disk().beforeSync(lossAtEachSync);
        try (var journal = inMemory(files, Durability.DISK, SEGMENT_BYTES)) {
            for (int i = 0; i < 14; i++) {
                var group = new ArrayList<byte[]>();
                for (int left = 1 + random.nextInt(4); left > 0; left--) {
                    group.add(randomBytes(random, 80));
                }
                attempted.addAll(group);
                journal.append(group);
                acknowledged.addAll(group);
            }
        }
        check(files.afterPowerLoss(Survival.nothing(), false));
    }

    private int largestUnsynced() {
        return files.list(Journals.DIRECTORY).stream()
                .mapToInt(path -> files.file(path).unsyncedBytes())
                .max()
                .orElse(0);
    }

    /** What was acknowledged is there, the append under way as a whole or not at all, no more. */
    private void check(MemoryFiles left) {
        images++;
        long size;
        try (var journal = inMemory(left, Durability.DISK, SEGMENT_BYTES)) {
            assertThat(journal.recovery().damages()).isEmpty();
            var found = contents(journal);
            size = found.size();
            assertThat(found.size()).isIn(acknowledged.size(), attempted.size());
            for (int i = 0; i < found.size(); i++) {
                assertThat(found.get(i)).isEqualTo(attempted.get(i));
            }
            assertThat(journal.append(Journals.text("after"))).isEqualTo(size);
        }
        try (var again = inMemory(left, Durability.DISK, SEGMENT_BYTES)) {
            assertThat(again.recovery().cutBytes()).isZero();
            assertThat(again.size()).isEqualTo(size + 1);
            assertThat(again.read(size)).contains(Journals.text("after"));
        }
    }
}
