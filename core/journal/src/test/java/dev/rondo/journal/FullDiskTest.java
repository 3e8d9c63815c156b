package dev.rondo.journal;

import static dev.rondo.journal.Journals.assertContents;
import static dev.rondo.journal.Journals.inMemory;
import static dev.rondo.journal.Journals.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.RondoException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("rule 8.2: when the journal cannot write, an append fails and leaves nothing")
class FullDiskTest {
    private final MemoryFiles files = new MemoryFiles();
    private final List<byte[]> expected = new ArrayList<>();

    @ParameterizedTest
    @EnumSource
    void everyAmountOfRoomThatIsTooSmallFailsCleanly(Durability durability) {
        var journal = inMemory(files, durability, 1_000);
        for (int room = 0; room < 700; room += 7) {
            files.disk().space(room);
            appendOrFail(journal, List.of(text("one of " + room), text("two"), text("three")));
            files.disk().space(Long.MAX_VALUE);
            append(journal, text("there is room again"));
            assertContents(journal, expected);
        }
        journal.close();
        reopen(durability);
    }

    @ParameterizedTest
    @EnumSource
    void aKillAfterAFailedWriteLeavesNoTraceOfIt(Durability durability) {
        var journal = inMemory(files, durability, 1_000_000);
        append(journal, text("one"));
        files.disk().space(50);
        assertUnavailable(() -> journal.append(text("two")));
        files.disk().space(Long.MAX_VALUE);
        var left = files.afterPowerLoss(Survival.prefix(Integer.MAX_VALUE), true);
        try (var again = inMemory(left, durability, 1_000_000)) {
            assertThat(again.recovery().cutBytes()).isZero();
            assertContents(again, expected);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whileTheRestCannotBeRemovedNothingIsWritten(Durability durability) {
        var journal = inMemory(files, durability, 1_000_000);
        append(journal, text("one"));
        files.disk().space(50);
        files.disk().truncateFails(true);
        assertUnavailable(() -> journal.append(text("two")));
        files.disk().space(Long.MAX_VALUE);
        assertUnavailable(() -> journal.append(text("three")));
        assertContents(journal, expected);
        files.disk().truncateFails(false);
        append(journal, text("four"));
        journal.close();
        reopen(durability);
    }

    @ParameterizedTest
    @EnumSource(names = "DISK")
    void aSyncThatFailsFailsTheAppend(Durability durability) {
        var journal = inMemory(files, durability, 1_000_000);
        append(journal, text("one"));
        files.disk().syncFails(true);
        assertUnavailable(() -> journal.append(text("two")));
        assertUnavailable(() -> journal.append(text("three")));
        assertContents(journal, expected);
        files.disk().syncFails(false);
        append(journal, text("four"));
        journal.close();
        reopen(durability);
    }

    @ParameterizedTest
    @EnumSource
    void closingOnAFullDiskLosesNothing(Durability durability) {
        var journal = inMemory(files, durability, 1_000_000);
        append(journal, text("one"));
        files.disk().space(10);
        journal.close();
        files.disk().space(Long.MAX_VALUE);
        reopen(durability);
    }

    private void append(Journal journal, byte[] payload) {
        assertThat(journal.append(payload)).isEqualTo(expected.size());
        expected.add(payload);
    }

    private void appendOrFail(Journal journal, List<byte[]> group) {
        try {
            journal.append(group);
            expected.addAll(group);
        } catch (RondoException e) {
            assertThat(e.code()).isEqualTo("journal.unavailable");
        }
        assertContents(journal, expected);
    }

    private static void assertUnavailable(Runnable append) {
        assertThatThrownBy(append::run)
                .isInstanceOfSatisfying(
                        RondoException.class,
                        e -> {
                            assertThat(e.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
                            assertThat(e.code()).isEqualTo("journal.unavailable");
                            assertThat(e.nextStep()).contains("make room");
                        });
    }

    private void reopen(Durability durability) {
        try (var again = inMemory(files, durability, 1_000)) {
            assertThat(again.recovery().cutBytes()).isZero();
            assertContents(again, expected);
        }
    }
}
