package dev.rondo.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.RondoException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What migrating does, on every database. */
abstract class MigrationsContract extends DbSuite {
    private static final MigrationFile ONE =
            file(
                    "V1__cats.sql",
                    "-- cats; and more\nCREATE TABLE pets_cats (name TEXT);\nINSERT INTO pets_cats VALUES ('a;b');\n");
    private static final MigrationFile TWO =
            file(
                    "V2__dogs.sql",
                    "CREATE TABLE pets_dogs (\n  picture ${blob},\n  weight DOUBLE PRECISION);");

    private static MigrationFile file(String name, String text) {
        return MigrationFile.of(name, text.getBytes(UTF_8));
    }

    @Test
    void theAnchorsOwnResourcesAreAppliedOnce() {
        Migrations.apply(db, "zoo", MigrationsContract.class);
        Migrations.apply(db, "zoo", MigrationsContract.class);

        assertThat(column("SELECT name FROM zoo_animals ORDER BY name", row -> row.text("name")))
                .containsExactly("ant", "bee");
    }

    @Test
    void onlyWhatIsNewRuns() {
        Migrations.apply(db, "pets", List.of(ONE));
        Migrations.apply(db, "pets", List.of(ONE, TWO));
        Migrations.apply(db, "pets", List.of(ONE, TWO));

        assertThat(column("SELECT name FROM pets_cats", row -> row.text("name")))
                .containsExactly("a;b");
        assertThat(
                        column(
                                "SELECT version FROM store_migrations WHERE room = ? ORDER BY version",
                                row -> row.integer("version"),
                                "pets"))
                .containsExactly(1L, 2L);
    }

    @Test
    void aMigrationThatFailsLeavesNothing() {
        var broken = file("V2__broken.sql", "CREATE TABLE pets_dogs (name TEXT);\nnonsense;");

        assertThatThrownBy(() -> Migrations.apply(db, "pets", List.of(ONE, broken)))
                .isInstanceOf(RondoException.class);

        Migrations.apply(db, "pets", List.of(ONE, TWO));
        assertThat(column("SELECT name FROM pets_cats", row -> row.text("name"))).hasSize(1);
    }

    @Test
    void anEditedMigrationIsRefused() {
        Migrations.apply(db, "pets", List.of(ONE));
        var edited = file("V1__cats.sql", ONE.text() + "\nCREATE TABLE pets_more (n BIGINT);");

        assertThatThrownBy(() -> Migrations.apply(db, "pets", List.of(edited)))
                .hasMessageContaining("db/pets/V1__cats.sql")
                .hasMessageContaining("was edited");
    }

    @Test
    void otherLineEndsAreNoEdit() {
        Migrations.apply(db, "pets", List.of(ONE));
        Migrations.apply(
                db, "pets", List.of(file("V1__cats.sql", ONE.text().replace("\n", "\r\n"))));
    }

    @Test
    void aDatabaseOfANewerProgramIsRefused() {
        Migrations.apply(db, "pets", List.of(ONE, TWO));

        assertThatThrownBy(() -> Migrations.apply(db, "pets", List.of(ONE)))
                .isInstanceOfSatisfying(
                        RondoException.class, e -> assertThat(e.code()).isEqualTo("store.newer"));
    }

    @Test
    void aTableOutsideTheRoomIsRefused() {
        var foreign = file("V1__x.sql", "CREATE TABLE IF NOT EXISTS cats (name TEXT);");

        assertThatThrownBy(() -> Migrations.apply(db, "pets", List.of(foreign)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("must start with pets_");
    }

    @Test
    void programsThatStartAtOnceMigrateOnce() throws Exception {
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Future<?>>();
            for (int i = 0; i < 4; i++) {
                all.add(pool.submit(() -> Migrations.apply(db, "pets", List.of(ONE, TWO))));
            }
            for (var each : all) {
                each.get();
            }
        }
        assertThat(column("SELECT name FROM pets_cats", row -> row.text("name"))).hasSize(1);
    }
}
