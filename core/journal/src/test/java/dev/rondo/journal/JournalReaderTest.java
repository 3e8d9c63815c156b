package dev.rondo.journal;

import static dev.rondo.journal.Journals.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.RondoException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads beside a writer: a prefix, whole, and without a trace. */
class JournalReaderTest {
    private static final long SEGMENT_BYTES = 20_000;
    private static final int LOOKS = 60;

    @TempDir Path directory;

    private Journal journal() {
        return Journal.open(
                directory, new JournalOptions(Durability.PROCESS, SEGMENT_BYTES, FileLayer.real()));
    }

    private static List<String> read(JournalReader reader, long from) {
        var all = new ArrayList<String>();
        reader.scan(
                from,
                (sequence, payload) -> {
                    assertThat(sequence).isEqualTo(from + all.size());
                    return all.add(new String(payload, StandardCharsets.UTF_8));
                });
        return all;
    }

    @Test
    void seesWhatWasWrittenBeforeItWasOpened() {
        try (var journal = journal()) {
            journal.append(List.of(text("zero"), text("one")));
            journal.append(text("two"));
            var reader = JournalReader.open(directory);
            journal.append(text("three"));
            assertThat(reader.replica()).isEqualTo(journal.replica());
            assertThat(read(reader, 0)).containsExactly("zero", "one", "two");
            assertThat(read(reader, 1)).containsExactly("one", "two");
            assertThat(read(JournalReader.open(directory), 2)).containsExactly("two", "three");
        }
    }

    @Test
    void saysWhereThereIsNone() {
        for (var place : List.of(directory, directory.resolve("nothing"))) {
            assertThatThrownBy(() -> JournalReader.open(place))
                    .isInstanceOfSatisfying(
                            RondoException.class,
                            e -> assertThat(e.kind()).isEqualTo(ErrorKind.NOT_FOUND));
        }
    }

    @Test
    void aTornTailIsPassedOverAndLeftAsItIs() throws IOException {
        try (var journal = journal()) {
            journal.append(text("whole"));
            journal.append(text("torn"));
        }
        var segment = Segment.file(directory, 0);
        var bytes = Files.readAllBytes(segment);
        int closedMark = FrameCodec.HEADER_BYTES;
        Files.write(segment, Arrays.copyOf(bytes, bytes.length - closedMark - 1));
        assertThat(read(JournalReader.open(directory), 0)).containsExactly("whole");
        assertThat(Files.size(segment)).isEqualTo(bytes.length - closedMark - 1L);
    }

    @Test
    void theOldestSegmentsMayBeMovedAway() throws IOException {
        try (var journal = journal()) {
            for (int i = 0; i < 500; i++) {
                journal.append(text("record " + i));
            }
        }
        Files.delete(Segment.file(directory, 0));
        try (var journal = journal()) {
            assertThat(journal.append(text("record 500"))).isEqualTo(500);
            var left = new ArrayList<Long>();
            JournalReader.open(directory)
                    .scan(
                            0,
                            (sequence, payload) -> {
                                assertThat(payload).isEqualTo(text("record " + sequence));
                                return left.add(sequence);
                            });
            assertThat(left.getFirst()).isPositive();
            assertThat(left.getLast()).isEqualTo(500);
            assertThat(left).hasSize((int) (501 - left.getFirst()));
        }
    }

    @Test
    void whileManyAppendItSeesAPrefixWithAllThatWasAcknowledged() throws Exception {
        var acknowledged = new AtomicLong();
        var writing = new AtomicBoolean(true);
        try (var journal = journal()) {
            var writers = new ArrayList<Thread>();
            for (int i = 0; i < 3; i++) {
                writers.add(
                        Thread.ofPlatform()
                                .start(() -> {
                                    while (writing.get()) {
                                        journal.append(text("a record of some length, number any"));
                                        acknowledged.incrementAndGet();
                                    }
                                }));
            }
            try {
                for (int i = 0; i < LOOKS; i++) {
                    long before = acknowledged.get();
                    assertThat(read(JournalReader.open(directory), 0).size())
                            .isGreaterThanOrEqualTo((int) before);
                }
            } finally {
                writing.set(false);
            }
            for (var writer : writers) {
                writer.join();
            }
        }
        assertThat(FileLayer.real().list(directory)).hasSizeGreaterThan(3);
    }
}
