package dev.rondo.journal;

import static dev.rondo.journal.Journals.assertContents;
import static dev.rondo.journal.Journals.contents;
import static dev.rondo.journal.Journals.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.RondoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JournalTest {
    @TempDir Path directory;

    private Journal open(long segmentBytes) {
        return Journal.open(
                directory, new JournalOptions(Durability.PROCESS, segmentBytes, FileLayer.real()));
    }

    @ParameterizedTest
    @EnumSource
    void keepsRecordsInOrderOverReopening(Durability durability) {
        var expected = new ArrayList<byte[]>();
        String replica = null;
        for (int round = 0; round < 3; round++) {
            try (var journal = Journal.open(directory, JournalOptions.of(durability))) {
                assertContents(journal, expected);
                assertThat(journal.replica()).matches("[0-9a-f]{8}");
                assertThat(replica).isIn(null, journal.replica());
                replica = journal.replica();
                assertThat(journal.append(text("alone " + round))).isEqualTo(expected.size());
                expected.add(text("alone " + round));
                var group = List.of(text("first " + round), new byte[0], text("third"));
                assertThat(journal.append(group)).isEqualTo(expected.size());
                expected.addAll(group);
                assertContents(journal, expected);
            }
        }
    }

    @Test
    void readsSingleRecordsAndRanges() {
        try (var journal = open(1 << 20)) {
            for (int i = 0; i < 2_000; i++) {
                journal.append(text("record " + i));
            }
            assertThat(journal.read(0)).contains(text("record 0"));
            assertThat(journal.read(1_234)).contains(text("record 1234"));
            assertThat(journal.read(1_999)).contains(text("record 1999"));
            assertThat(journal.read(2_000)).isEmpty();
            assertThat(journal.read(-1)).isEmpty();
            var seen = new ArrayList<Long>();
            journal.scan(
                    1_500,
                    (sequence, payload) -> {
                        assertThat(payload).isEqualTo(text("record " + sequence));
                        seen.add(sequence);
                        return sequence < 1_502;
                    });
            assertThat(seen).containsExactly(1_500L, 1_501L, 1_502L);
            journal.scan(2_000, (sequence, payload) -> fail(sequence));
        }
    }

    private static boolean fail(long sequence) {
        throw new AssertionError("there is no record " + sequence);
    }

    @Test
    void rollsOverToNewSegmentsAndReadsThemAll() throws IOException {
        var expected = new ArrayList<byte[]>();
        for (int round = 0; round < 3; round++) {
            try (var journal = open(1_000)) {
                for (int i = 0; i < 30; i++) {
                    expected.add(text("round " + round + " record " + i));
                    journal.append(expected.getLast());
                }
                assertContents(journal, expected);
                assertThat(journal.read(17)).contains(expected.get(17));
            }
        }
        try (var files = Files.list(directory)) {
            assertThat(files.filter(file -> file.toString().endsWith(".journal")).count())
                    .isBetween(9L, 20L);
        }
    }

    @Test
    void aLargeRecordAndAGroupLargerThanASegmentAreKept() {
        var large = new byte[Journal.MAX_PAYLOAD_BYTES];
        large[large.length - 1] = 7;
        try (var journal = open(1_000)) {
            journal.append(List.of(large, text("after")));
            assertContents(journal, List.of(large, text("after")));
        }
    }

    @Test
    void whatIsTooLargeIsRefusedAndLeavesNothing() {
        try (var journal = open(1 << 20)) {
            assertThatThrownBy(() -> journal.append(new byte[Journal.MAX_PAYLOAD_BYTES + 1]))
                    .isInstanceOfSatisfying(
                            RondoException.class,
                            e -> assertThat(e.kind()).isEqualTo(ErrorKind.LIMIT));
            var many = java.util.Collections.nCopies(17, new byte[Journal.MAX_PAYLOAD_BYTES - 96]);
            assertThatThrownBy(() -> journal.append(many)).hasMessageContaining("268435456");
            assertThatThrownBy(() -> journal.append(List.of()))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(journal.size()).isZero();
        }
    }

    @Test
    void aDirectoryIsOpenOnce() {
        try (var journal = open(1 << 20)) {
            assertThatThrownBy(() -> open(1 << 20))
                    .isInstanceOfSatisfying(
                            RondoException.class,
                            e -> assertThat(e.code()).isEqualTo("journal.locked"));
            journal.append(text("still works"));
        }
        try (var again = open(1 << 20)) {
            assertThat(again.size()).isOne();
        }
    }

    @Test
    void afterCloseAppendsFailAndRecordsCanStillBeRead() {
        var journal = open(1 << 20);
        journal.append(text("one"));
        journal.close();
        journal.close();
        assertThatThrownBy(() -> journal.append(text("two")))
                .isInstanceOfSatisfying(
                        RondoException.class,
                        e -> assertThat(e.code()).isEqualTo("journal.closed"));
        assertThat(contents(journal)).hasSize(1);
    }

    @Test
    void anInterruptedThreadAppendsAndStaysInterrupted() {
        try (var journal = open(1 << 20)) {
            Thread.currentThread().interrupt();
            journal.append(text("one"));
            assertThat(journal.read(0)).contains(text("one"));
            assertThat(Thread.interrupted()).isTrue();
            journal.append(text("two"));
            assertThat(journal.size()).isEqualTo(2);
        }
    }

    @Test
    void openingAndClosingWithoutAppendsDoesNotGrowTheFile() throws IOException {
        open(1 << 20).close();
        open(1 << 20).close();
        var segment = directory.resolve("0".repeat(19) + ".journal");
        assertThat(Files.size(segment)).isEqualTo(SegmentHeader.BYTES + FrameCodec.HEADER_BYTES);
    }

    @Test
    void filesThatAreNoSegmentsAreLeftAlone() throws IOException {
        Files.writeString(directory.resolve("notes.txt"), "mine");
        Files.writeString(directory.resolve("9".repeat(19) + ".journal"), "no segment number");
        try (var journal = open(1 << 20)) {
            journal.append(text("one"));
        }
        assertThat(directory.resolve("notes.txt")).hasContent("mine");
        assertThat(directory.resolve("9".repeat(19) + ".journal")).hasContent("no segment number");
    }

    @Test
    void aMissingSegmentIsReportedAndTheOthersAreRead() throws IOException {
        try (var journal = open(200)) {
            for (int i = 0; i < 8; i++) {
                journal.append(text("record " + i));
            }
        }
        try (var files = Files.list(directory)) {
            var segments = files.filter(f -> f.toString().endsWith("journal")).sorted().toList();
            Files.delete(segments.get(1));
        }
        try (var journal = open(200)) {
            assertThat(journal.read(0)).contains(text("record 0"));
            assertThat(journal.read(7)).contains(text("record 7"));
            assertThatThrownBy(() -> contents(journal))
                    .isInstanceOfSatisfying(
                            RondoException.class,
                            e -> assertThat(e.code()).isEqualTo("journal.damaged"));
        }
    }
}
