package dev.rondo.journal;

import static dev.rondo.journal.Journals.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.RondoException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * A reader at every step of a writer that fills segments, fails, takes back, is killed, recovers,
 * and has its oldest segments deleted.
 */
@DisplayName("rule 8.2: a reader beside the writer sees all that was acknowledged, and no damage")
class BesideWriterTest {
    private static final long SEGMENT_BYTES = 1_000;
    private static final int ROUNDS = Integer.getInteger("journal.besideWriter", 2_000);

    private final Film film = new Film();

    /** For each sequence what was appended there, acknowledged or not. */
    private final Map<Long, Set<String>> tried = new HashMap<>();

    /** Pictures to how many records were acknowledged then. */
    private final TreeMap<Integer, Long> acknowledged = new TreeMap<>(Map.of(0, 0L));

    private int count;

    @BeforeEach
    void write() throws Exception {
        try (var journal = open()) {
            appendSome(journal, 9);
        }
        var killed = open();
        appendSome(killed, 2);
        film.disk().syncFails(true);
        fail(killed);
        film.disk().syncFails(false);
        appendSome(killed, 1);
        film.disk().space(200);
        fail(killed);
        film.disk().space(Long.MAX_VALUE);
        appendSome(killed, 11);
        film.delete(oldest());
        film.delete(oldest());
        try (var torn = film.open(newest())) {
            torn.write(torn.size(), new byte[150], 0, 150);
        }
        try (var journal = open()) {
            appendSome(journal, 2);
            film.disk().syncFails(true);
            fail(journal);
            fail(journal);
            film.disk().syncFails(false);
            appendSome(journal, 9);
            film.delete(oldest());
        }
    }

    private Journal open() {
        return Journal.open(
                Journals.DIRECTORY, new JournalOptions(Durability.DISK, SEGMENT_BYTES, film));
    }

    private List<Path> segments() {
        return film.list(Journals.DIRECTORY).stream().sorted().toList();
    }

    private Path oldest() {
        return segments().getFirst();
    }

    private Path newest() {
        return segments().getLast();
    }

    private void appendSome(Journal journal, int times) {
        for (int i = 0; i < times; i++) {
            journal.append(group(journal));
            acknowledged.put(film.last(), journal.size());
        }
    }

    private void fail(Journal journal) {
        var group = group(journal);
        assertThatThrownBy(() -> journal.append(group)).isInstanceOf(RondoException.class);
    }

    /** One to three records together. */
    private List<byte[]> group(Journal journal) {
        var group = new ArrayList<byte[]>();
        for (int i = 0; i <= count % 3; i++) {
            var text = "record " + count + " part " + i;
            tried.computeIfAbsent(journal.size() + i, _ -> new HashSet<>()).add(text);
            group.add(text(text));
        }
        count++;
        return group;
    }

    @Test
    void atEachStepAndThenAtAnyLaterOne() {
        for (int from = 0; from <= film.last(); from++) {
            check(constant(from), from);
            for (int to = from + 1; to <= film.last(); to += 1 + (to - from) / 4) {
                for (int step = 1; step < 24; step++) {
                    int before = from;
                    int after = to;
                    int when = step;
                    check(n -> n < when ? before : after, from);
                }
            }
        }
    }

    @Test
    void atRandomSteps() {
        long first = System.nanoTime();
        System.out.println("journal.besideWriter=" + ROUNDS + ", seed " + first);
        for (int round = 0; round < ROUNDS; round++) {
            var random = new SplittableRandom(first + round);
            var steps = new int[400];
            int rest = 1 + random.nextInt(8);
            steps[0] = random.nextInt(film.last());
            for (int i = 1; i < steps.length; i++) {
                steps[i] = steps[i - 1] + (random.nextInt(rest) == 0 ? 1 + random.nextInt(6) : 0);
            }
            check(n -> steps[Math.min(n, steps.length - 1)], first + round);
        }
    }

    private static IntUnaryOperator constant(int picture) {
        return _ -> picture;
    }

    private void check(IntUnaryOperator schedule, long seed) {
        var files = new Projection(film, schedule, seed);
        long due = acknowledgedAt(schedule.applyAsInt(0));
        var read = new TreeMap<Long, String>();
        try {
            JournalReader.open(Journals.DIRECTORY, files).scan(0, collecting(read));
        } catch (RondoException e) {
            assertThat(e.kind()).as("%s", e).isEqualTo(ErrorKind.NOT_FOUND);
            assertThat(due).as("acknowledged records").isZero();
            return;
        }
        read.forEach((sequence, text) -> assertThat(tried.get(sequence)).contains(text));
        for (long sequence = oldestKept(files.now()); sequence < due; sequence++) {
            assertThat(read).containsKey(sequence);
        }
    }

    private long acknowledgedAt(int picture) {
        return Objects.requireNonNull(acknowledged.floorEntry(picture)).getValue();
    }

    private static Journal.Visitor collecting(NavigableMap<Long, String> read) {
        return (sequence, payload) -> {
            assertThat(read.isEmpty() || sequence > read.lastKey()).isTrue();
            read.put(sequence, new String(payload, StandardCharsets.UTF_8));
            return true;
        };
    }

    private long oldestKept(int picture) {
        return film.pictures().get(picture).keySet().stream()
                .mapToLong(Segment::firstSequence)
                .filter(sequence -> sequence >= 0)
                .min()
                .orElse(0);
    }
}
