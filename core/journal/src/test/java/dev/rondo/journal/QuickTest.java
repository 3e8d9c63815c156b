package dev.rondo.journal;

import static dev.rondo.journal.Journals.inMemory;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.RondoException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("rule 11.2: whoever must not wait is told when an append may take long")
class QuickTest {
    private static final long SEGMENT_BYTES = 64_000;

    private final MemoryFiles files = new MemoryFiles();

    @Test
    void neverWhereItWaitsForTheDisk() {
        try (var journal = inMemory(files, Durability.DISK, SEGMENT_BYTES)) {
            journal.append(new byte[10]);
            assertThat(journal.quick()).isFalse();
        }
    }

    /** One part in 64 of a segment is left for those that may wait; one of them begins the next. */
    @Test
    void notWhereTheNextSegmentIsAboutToBegin() {
        try (var journal = inMemory(files, Durability.PROCESS, SEGMENT_BYTES)) {
            assertThat(journal.quick()).isTrue();
            int frame = FrameCodec.HEADER_BYTES;
            int free = (int) SEGMENT_BYTES - SegmentHeader.BYTES;
            journal.append(new byte[free - 1_000 - 2 * frame - 1]);
            assertThat(journal.quick()).isTrue();
            journal.append(new byte[1]);
            assertThat(journal.quick()).isFalse();
            journal.append(new byte[1_000 - frame]);
            assertThat(journal.quick()).as("full").isFalse();
            journal.append(new byte[1]);
            assertThat(journal.quick()).as("in the next one").isTrue();
            assertThat(files.list(Journals.DIRECTORY)).hasSize(2);
        }
    }

    @Test
    void notBehindASlowWriteNorAfterTheEnd() {
        var journal = inMemory(files, Durability.PROCESS, SEGMENT_BYTES);
        files.disk().beforeWrite(() -> LockSupport.parkNanos(5_000_000));
        journal.append(new byte[1]);
        assertThat(journal.quick()).isFalse();
        files.disk().beforeWrite(() -> {});
        journal.append(new byte[1]);
        assertThat(journal.quick()).isTrue();
        journal.close();
        assertThat(journal.quick()).isFalse();
    }

    @Test
    void notWhileAFailedWriteCannotBeTakenBack() {
        try (var journal = inMemory(files, Durability.PROCESS, SEGMENT_BYTES)) {
            files.disk().space(10);
            files.disk().truncateFails(true);
            assertThatThrownBy(() -> journal.append(new byte[100]))
                    .isInstanceOf(RondoException.class);
            assertThat(journal.quick()).isFalse();
            files.disk().space(Long.MAX_VALUE);
            files.disk().truncateFails(false);
            journal.append(new byte[100]);
            assertThat(journal.quick()).isTrue();
        }
    }
}
