package dev.rondo.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What the tests of journals share. */
final class Journals {
    static final Path DIRECTORY = Path.of("/journal");

    private Journals() {}

    static Journal inMemory(MemoryFiles files, Durability durability, long segmentBytes) {
        return Journal.open(DIRECTORY, new JournalOptions(durability, segmentBytes, files));
    }

    static byte[] text(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] randomBytes(SplittableRandom random, int maximum) {
        var bytes = new byte[random.nextInt(maximum + 1)];
        random.nextBytes(bytes);
        return bytes;
    }

    static List<byte[]> contents(Journal journal) {
        var all = new ArrayList<byte[]>();
        journal.scan(
                0,
                (sequence, payload) -> {
                    assertThat(sequence).isEqualTo(all.size());
                    return all.add(payload);
                });
        return all;
    }

    static void assertContents(Journal journal, List<byte[]> expected) {
        assertThat(journal.size()).isEqualTo(expected.size());
        assertThat(contents(journal).toArray(byte[][]::new))
                .isDeepEqualTo(expected.toArray(byte[][]::new));
    }
}
