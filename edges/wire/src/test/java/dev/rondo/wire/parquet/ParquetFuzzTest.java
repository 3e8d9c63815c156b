package dev.rondo.wire.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.RondoException;
import dev.rondo.wire.rows.Mutator;
import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Damaged files: {@code -Dfuzz.requests=100000} reads the whole count. */
class ParquetFuzzTest {
    private static final int FILES = Mutator.requests(4000);
    private static final String[] ORIGINALS = {
        "snappy",
        "gzip",
        "plain",
        "groups",
        "pandas",
        "lz4",
        "delta",
        "lengths",
        "split",
        "decimals"
    };
    private static final int ROOM = 1 << 28;

    private final long seed = Long.getLong("fuzz.seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);

    @Test
    @DisplayName("rule 11.2: a damaged file is a table or refused, and takes no more than its room")
    void damaged() throws IOException {
        int refused = 0;
        for (int i = 0; i < FILES; i++) {
            var name = ORIGINALS[random.nextInt(ORIGINALS.length)];
            var file = damaged(ParquetTableTest.file(name + ".parquet"));
            var taken = new long[1];
            try {
                ParquetTable.read(file, bytes -> taken[0] += checked(bytes));
            } catch (RondoException e) {
                assertThat(e.kind()).isIn(ErrorKind.USER, ErrorKind.LIMIT);
                refused++;
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", file " + i + ", " + name, e);
            }
            assertThat(taken[0]).as("seed " + seed + ", file " + i).isLessThan(4L * ROOM);
        }
        assertThat(refused).isBetween(FILES / 10, FILES);
    }

    private static int checked(int bytes) {
        assertThat(bytes).isBetween(0, ROOM);
        return bytes;
    }

    /** Some bytes changed, half of them in the description at the end; or a part cut out. */
    private byte[] damaged(byte[] file) {
        var damaged = file.clone();
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            int from = random.nextBoolean() ? 0 : file.length / 2;
            byte[] likely = {0, 1, -1, 0x15, 0x19, 0x7f, (byte) random.nextInt()};
            damaged[random.nextInt(from, file.length)] = likely[random.nextInt(likely.length)];
        }
        if (random.nextInt(10) > 0) {
            return damaged;
        }
        int cut = random.nextInt(file.length);
        var shorter = new byte[file.length - 1];
        System.arraycopy(damaged, 0, shorter, 0, cut);
        System.arraycopy(damaged, cut + 1, shorter, cut, file.length - 1 - cut);
        return shorter;
    }
}
