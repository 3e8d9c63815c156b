package dev.rondo.journal;

import static dev.rondo.journal.Journals.inMemory;
import static dev.rondo.journal.Journals.randomBytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.RondoException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("damaged bytes are reported with their place, and hide no other record")
class DamageTest {
    private static final long SEGMENT_BYTES = 900;

    private final SplittableRandom random = new SplittableRandom(7);
    private final MemoryFiles files = new MemoryFiles();
    private final List<byte[]> expected = new ArrayList<>();
    private final Map<Path, byte[]> intact = new HashMap<>();

    /** Four segments; the last holds a closed mark in its middle, then records and a mark again. */
    @BeforeEach
    void write() {
        for (int records : new int[] {25, 4}) {
            try (var journal = inMemory(files, Durability.DISK, SEGMENT_BYTES)) {
                for (int i = 0; i < records; i++) {
                    expected.add(randomBytes(random, 40));
                    journal.append(expected.getLast());
                }
            }
        }
        for (var path : segments()) {
            intact.put(path, files.file(path).content());
        }
        assertThat(segments()).hasSize(4);
        assertThat(Segment.firstSequence(segments().getLast())).isLessThan(25);
    }

    private byte[] content(Path segment) {
        return Objects.requireNonNull(intact.get(segment));
    }

    private List<Path> segments() {
        return files.list(Journals.DIRECTORY).stream().sorted().toList();
    }

    @Test
    void aFlippedBitAnywhereInAClosedSegmentIsReportedWhereItsFrameBegins() {
        for (var segment : segments().subList(0, 3)) {
            for (int at = 0; at < content(segment).length; at++) {
                flip(segment, at);
                try (var journal = inMemory(files, Durability.DISK, SEGMENT_BYTES)) {
                    var damage = theDamage(journal);
                    assertThat(damage.segment()).isEqualTo(segment.getFileName().toString());
                    assertThat(damage.offset()).isEqualTo(frameStart(segment, at));
                    if (at >= SegmentHeader.BYTES) {
                        assertThat(damage.to() - damage.from()).isOne();
                    }
                    assertReadsFail(journal, damage);
                }
                repair();
            }
        }
    }

    @Test
    void aFlippedBitInTheLastSegmentIsReportedAtOpeningToo() {
        var segment = segments().getLast();
        int mark = content(segment).length - FrameCodec.HEADER_BYTES;
        for (int at = SegmentHeader.BYTES; at < mark; at++) {
            flip(segment, at);
            try (var journal = inMemory(files, Durability.DISK, SEGMENT_BYTES)) {
                assertThat(journal.recovery().cutBytes()).isZero();
                var damage = theDamage(journal);
                assertThat(journal.recovery().damages()).containsExactly(damage);
                assertThat(damage.offset()).isEqualTo(frameStart(segment, at));
                assertThat(journal.append(Journals.text("next"))).isEqualTo(expected.size());
            }
            repair();
        }
    }

    @Test
    void aFlippedBitInTheLastMarkCostsNoRecord() {
        var segment = segments().getLast();
        int length = content(segment).length;
        for (int at = length - FrameCodec.HEADER_BYTES; at < length; at++) {
            flip(segment, at);
            try (var journal = inMemory(files, Durability.DISK, SEGMENT_BYTES)) {
                assertThat(journal.recovery().cutBytes()).isEqualTo(FrameCodec.HEADER_BYTES);
                Journals.assertContents(journal, expected);
            }
            repair();
        }
    }

    @Test
    void theLastSegmentsHeaderIsNeededToOpen() {
        var segment = segments().getLast();
        for (int at = 0; at < SegmentHeader.BYTES; at++) {
            flip(segment, at);
            assertThatThrownBy(() -> inMemory(files, Durability.DISK, SEGMENT_BYTES))
                    .isInstanceOfSatisfying(
                            RondoException.class,
                            e -> {
                                assertThat(e.code()).isEqualTo("journal.damaged");
                                assertThat(e.where())
                                        .isEqualTo(segment.getFileName() + ", offset 0");
                            });
            repair();
        }
    }

    @Test
    void anythingOverwrittenCutOrRemovedLosesNothingSilently() {
        for (int round = 0; round < 2_000; round++) {
            var segment = segments().get(random.nextInt(4));
            files.file(segment).replace(spoiled(content(segment)));
            try (var journal = inMemory(files, Durability.DISK, SEGMENT_BYTES)) {
                var fates = fates(journal);
                for (int i = 0; i < journal.size(); i++) {
                    assertThat(fates[i]).as("record %d in round %d", i, round).isNotZero();
                }
                if (journal.size() < expected.size()) {
                    assertThat(segment).isEqualTo(segments().getLast());
                }
            } catch (RondoException e) {
                assertThat(e.code()).isEqualTo("journal.damaged");
            }
            repair();
        }
    }

    private byte[] spoiled(byte[] content) {
        int from = SegmentHeader.BYTES + random.nextInt(content.length - SegmentHeader.BYTES);
        int to = from + random.nextInt(content.length - from);
        return switch (random.nextInt(3)) {
            case 0 -> {
                var overwritten = content.clone();
                Arrays.fill(overwritten, from, to, (byte) random.nextInt(256));
                yield overwritten;
            }
            case 1 -> Arrays.copyOf(content, from);
            default -> {
                var shorter = Arrays.copyOf(content, content.length - (to - from));
                System.arraycopy(content, to, shorter, from, content.length - to);
                yield shorter;
            }
        };
    }

    private void flip(Path segment, int at) {
        var content = content(segment).clone();
        content[at] ^= (byte) (1 << random.nextInt(8));
        files.file(segment).replace(content);
    }

    private void repair() {
        for (var path : segments()) {
            if (intact.containsKey(path)) {
                files.file(path).replace(content(path));
            } else {
                files.delete(path);
            }
        }
    }

    /** Scans over damage; every record must be either right or within the one damage. */
    private Damage theDamage(Journal journal) {
        var damages = new ArrayList<Damage>();
        var seen = new boolean[expected.size()];
        journal.scan(0, collecting(seen, damages));
        assertThat(damages).hasSize(1);
        var damage = damages.getFirst();
        for (int i = 0; i < seen.length; i++) {
            assertThat(seen[i]).isEqualTo(i < damage.from() || i >= damage.to());
        }
        return damage;
    }

    /** Per record: 1 read and right, 2 reported as damaged. */
    private int[] fates(Journal journal) {
        var damages = new ArrayList<Damage>();
        var seen = new boolean[expected.size()];
        journal.scan(0, collecting(seen, damages));
        var fates = new int[(int) Math.max(journal.size(), expected.size())];
        for (int i = 0; i < seen.length; i++) {
            fates[i] = seen[i] ? 1 : 0;
        }
        for (var damage : damages) {
            for (long i = damage.from(); i < damage.to(); i++) {
                assertThat(fates[(int) i]).isZero();
                fates[(int) i] = 2;
            }
        }
        return fates;
    }

    private Journal.Visitor collecting(boolean[] seen, List<Damage> damages) {
        return new Journal.Visitor() {
            @Override
            public boolean accept(long sequence, byte[] payload) {
                assertThat(payload).isEqualTo(expected.get((int) sequence));
                seen[(int) sequence] = true;
                return true;
            }

            @Override
            public void damaged(Damage damage) {
                damages.add(damage);
            }
        };
    }

    private void assertReadsFail(Journal journal, Damage damage) {
        assertThatThrownBy(() -> journal.scan(0, (sequence, payload) -> true))
                .isInstanceOfSatisfying(
                        RondoException.class,
                        e -> {
                            assertThat(e.kind()).isEqualTo(ErrorKind.INTERNAL);
                            assertThat(e.where())
                                    .isEqualTo(damage.segment() + ", offset " + damage.offset());
                        });
        assertThatThrownBy(() -> journal.read(damage.from()))
                .hasMessageContaining("cannot be read");
        if (damage.to() < expected.size()) {
            assertThat(journal.read(damage.to())).contains(expected.get((int) damage.to()));
        }
    }

    /** Walks the intact bytes by the documented layout. */
    private long frameStart(Path segment, int at) {
        var content = content(segment);
        int start = 0;
        for (int end = SegmentHeader.BYTES; end <= at; ) {
            start = end;
            end += FrameCodec.HEADER_BYTES + FrameCodec.length(content, start);
        }
        return start;
    }
}
