package dev.rondo.journal;

import static dev.rondo.journal.Journals.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("what is too old or too much is deleted by whole segments, the oldest first")
class RetentionTest {
    private static final long SEGMENT_BYTES = 2_000;
    private static final int RECORDS = 100;
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir Path directory;

    private Journal filled() {
        var journal =
                Journal.open(
                        directory,
                        new JournalOptions(Durability.PROCESS, SEGMENT_BYTES, FileLayer.real()));
        for (int i = 0; i < RECORDS; i++) {
            journal.append(text("record " + i));
        }
        return journal;
    }

    private List<Path> segments() throws IOException {
        return FileLayer.real().list(directory).stream()
                .filter(path -> Segment.firstSequence(path) >= 0)
                .sorted()
                .toList();
    }

    private void aged(Path segment, Duration age) throws IOException {
        Files.setLastModifiedTime(segment, FileTime.from(NOW.minus(age)));
    }

    private List<Long> sequences(JournalReader reader) {
        var all = new ArrayList<Long>();
        reader.scan(
                0,
                (sequence, payload) -> {
                    assertThat(payload).isEqualTo(text("record " + sequence));
                    return all.add(sequence);
                });
        return all;
    }

    @Test
    void byAge() throws IOException {
        try (var journal = filled()) {
            var before = segments();
            for (var segment : before) {
                aged(segment, DAY);
            }
            aged(before.getFirst(), DAY.plusMillis(1));
            assertThat(journal.drop(new Retention(DAY, Long.MAX_VALUE), NOW)).isOne();
            assertThat(segments()).isEqualTo(before.subList(1, before.size()));
            assertThat(journal.drop(new Retention(DAY, Long.MAX_VALUE), NOW)).isZero();
        }
    }

    @Test
    void neverTheOneThatIsWrittenTo() throws IOException {
        try (var journal = filled()) {
            var before = segments();
            var later = Instant.now().plus(DAY).plus(DAY);
            assertThat(journal.drop(new Retention(DAY, 1), later)).isEqualTo(before.size() - 1);
            assertThat(segments()).containsExactly(before.getLast());
            assertThat(journal.append(text("record " + RECORDS))).isEqualTo(RECORDS);
            long first = Segment.firstSequence(before.getLast());
            assertThat(journal.read(first)).contains(text("record " + first));
            assertThat(journal.read(first - 1)).isEmpty();
        }
    }

    @Test
    void bySize() throws IOException {
        try (var journal = filled()) {
            var before = segments();
            long bytes = 0;
            for (var segment : before.subList(2, before.size())) {
                bytes += Files.size(segment);
            }
            var retention = new Retention(Retention.ALL.age(), bytes);
            assertThat(journal.drop(retention, Instant.now())).isEqualTo(2);
            assertThat(segments()).isEqualTo(before.subList(2, before.size()));
            assertThat(journal.drop(Retention.ALL, Instant.now())).isZero();
        }
    }

    @Test
    void whoReadsMeanwhileGoesOnBehindIt() throws IOException {
        try (var journal = filled()) {
            var reader = JournalReader.open(directory);
            long left = Segment.firstSequence(segments().getLast());
            assertThat(journal.drop(new Retention(DAY, 1), Instant.now())).isPositive();
            assertThat(sequences(reader)).hasSize((int) (RECORDS - left)).startsWith(left);
            assertThat(sequences(JournalReader.open(directory))).startsWith(left);
        }
        try (var again = filled()) {
            assertThat(again.recovery().damages()).isEmpty();
            assertThat(again.size()).isEqualTo(2 * RECORDS);
        }
    }
}
