package dev.rondo.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.RondoException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a transaction is, on every database. */
abstract class TransactionContract extends DbSuite {
    @Test
    void aWriteGivesItsResultAndIsSeenByTheNextRead() {
        int changed = db.write(tx -> put(tx, "a", 1L));

        assertThat(changed).isEqualTo(1);
        assertThat(value("a")).contains(1L);
        assertThat(value("b")).isEmpty();
    }

    @Test
    void aWorkThatThrowsRollsBackAndItsExceptionPassesThroughUnchanged() {
        var error = new IllegalArgumentException("no");

        assertThatThrownBy(() ->
                        db.execute(tx -> {
                            put(tx, "a", 1L);
                            throw error;
                        }))
                .isSameAs(error);

        assertThat(value("a")).isEmpty();
    }

    @Test
    void aSecondRowWithTheSameKeyIsAConflict() {
        db.write(tx -> put(tx, "a", 1L));

        assertThatThrownBy(() -> db.write(tx -> put(tx, "a", 2L)))
                .isInstanceOfSatisfying(
                        RondoException.class,
                        e -> {
                            assertThat(e.kind()).isEqualTo(ErrorKind.CONFLICT);
                            assertThat(e.code()).isEqualTo("store.duplicate");
                            assertThat(e.getMessage()).doesNotContain("test_items");
                        });
        assertThat(value("a")).contains(1L);
        db.execute(tx -> assertThat(put(tx, "b", 3L)).isEqualTo(1));
    }

    @Test
    void aFailedStatementSpoilsTheTransactionEvenWhenItsErrorIsCaught() {
        db.write(tx -> put(tx, "a", 1L));

        assertThatThrownBy(() ->
                        db.execute(tx -> {
                            put(tx, "b", 1L);
                            assertThatThrownBy(() -> put(tx, "a", 2L))
                                    .isInstanceOf(RondoException.class);
                            assertThatThrownBy(() -> put(tx, "c", 1L))
                                    .isInstanceOf(IllegalStateException.class)
                                    .hasMessageContaining("ON CONFLICT");
                        }))
                .isInstanceOfSatisfying(
                        RondoException.class,
                        e -> assertThat(e.code()).isEqualTo("store.duplicate"));
        assertThat(value("b")).isEmpty();
    }

    @Test
    void aStatementThatIsWrongIsAFaultOfOurs() {
        assertThatThrownBy(() -> db.write(tx -> tx.update("UPDATE nowhere SET x = 1")))
                .isInstanceOfSatisfying(
                        RondoException.class,
                        e -> assertThat(e.kind()).isEqualTo(ErrorKind.INTERNAL));
    }

    @Test
    void aReadCannotChangeAnything() {
        assertThatThrownBy(() -> db.read(tx -> put(tx, "a", 1L)))
                .isInstanceOf(RondoException.class);

        assertThat(value("a")).isEmpty();
        db.execute(tx -> assertThat(put(tx, "a", 1L)).isEqualTo(1));
    }

    @Test
    void aReadSeesOneSnapshot() {
        db.write(tx -> put(tx, "a", 1L));

        db.read(tx -> {
            assertThat(value(tx, "a")).contains(1L);
            onAnotherThread(() -> db.write(other -> put(other, "b", 1L)));
            assertThat(value(tx, "b")).isEmpty();
            return "";
        });

        assertThat(value("b")).contains(1L);
    }

    @Test
    void aTransactionLivesInItsWorkOnly() {
        var escaped = db.write(tx -> tx);

        assertThatThrownBy(() -> put(escaped, "a", 1L)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aNestedTransactionIsRefusedInsteadOfWaitingForEver() {
        assertThatThrownBy(() -> db.write(tx -> db.read(inner -> "")))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> db.read(tx -> db.write(inner -> "")))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void actionsRunAfterTheCommitAndOnlyThen() {
        var seen = new ArrayList<Optional<Long>>();
        db.execute(tx -> {
            tx.afterCommit(() -> seen.add(value("a")));
            tx.afterCommit(() -> {
                throw new IllegalStateException("an action may fail");
            });
            tx.afterCommit(() -> seen.add(Optional.of(2L)));
            put(tx, "a", 1L);
        });
        assertThat(seen).containsExactly(Optional.of(1L), Optional.of(2L));

        assertThatThrownBy(() ->
                        db.execute(tx -> {
                            tx.afterCommit(() -> seen.add(Optional.of(3L)));
                            throw new IllegalStateException("no");
                        }))
                .hasMessage("no");
        assertThat(seen).hasSize(2);
    }

    @Test
    void statementsAreCounted() {
        long before = db.statements();

        db.execute(tx -> {
            put(tx, "a", 1L);
            tx.batch(
                    "INSERT INTO test_items VALUES (?, ?)",
                    List.of(new Object[] {"b", 1L}, new Object[] {"c", 1L}));
            tx.batch("INSERT INTO test_items VALUES (?, ?)", List.of());
        });

        assertThat(db.statements() - before).isEqualTo(2);
    }

    @Test
    void aBatchOfAnySizeWritesEveryRowOnceAndCountsOnce() {
        db.execute(tx -> put(tx, "k0", -1));
        int written = 0;
        for (int size : new int[] {1, 49, 50, 51, 100, 149, 1000}) {
            var rows = new ArrayList<Object[]>();
            for (int i = 0; i < size; i++) {
                rows.add(new Object[] {"k" + i, (long) i});
            }
            long before = db.statements();

            db.execute(tx ->
                    tx.batch("INSERT INTO test_items VALUES (?, ?) ON CONFLICT DO NOTHING", rows));

            assertThat(db.statements() - before).isEqualTo(1);
            for (int i = written; i < size; i++) {
                assertThat(value("k" + i)).contains(i == 0 ? -1L : i);
            }
            assertThat(value("k" + size)).isEmpty();
            written = size;
        }
    }

    @Test
    void aClosedDatabaseSaysSo() {
        db.close();
        db.close();

        assertThatThrownBy(() -> db.write(tx -> put(tx, "a", 1L)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the database is closed");
        assertThatThrownBy(() -> value("a"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the database is closed");
    }
}
