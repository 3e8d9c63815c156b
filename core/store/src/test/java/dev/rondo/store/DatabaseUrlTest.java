package dev.rondo.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.RondoException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {
    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sqlite:/data/rondo.db",
                "jdbc:sqlite:/data/rondo.db",
                "sqlite:///data/rondo.db"
            })
    void sqliteIsAFile(String url) {
        assertThat(DatabaseUrl.parse(url))
                .isEqualTo(new DatabaseUrl.Sqlite(Path.of("/data/rondo.db")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql:", "postgres:", "jdbc:postgresql:"})
    void postgresqlIsAServerWithAUser(String scheme) {
        assertThat(
                        DatabaseUrl.parse(
                                scheme + "//me:p%40ss+1@db.example:5433/rondo?sslmode=require"))
                .isEqualTo(
                        new DatabaseUrl.Postgres(
                                "jdbc:postgresql://db.example:5433/rondo?sslmode=require",
                                "me",
                                "p@ss+1"));
        assertThat(DatabaseUrl.parse(scheme + "//db/rondo"))
                .isEqualTo(new DatabaseUrl.Postgres("jdbc:postgresql://db/rondo", null, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "rondo.db",
                "mysql://u:secret@h/d",
                "sqlite:",
                "sqlite::memory:",
                "sqlite:/a?secret",
                "sqlite:a\0secret",
                "postgresql://u:secret@h",
                "postgresql:///secret",
                "postgresql://u:se cret@h/d"
            })
    @DisplayName("rule 11.3: an address that cannot be used is refused without showing its secrets")
    void whatCannotBeUsedIsRefused(String url) {
        assertThatThrownBy(() -> Db.open(url))
                .isInstanceOfSatisfying(
                        RondoException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo("store.url");
                            assertThat(e.getMessage()).doesNotContain("secret", "se cret");
                        });
    }

    @Test
    @DisplayName("rule 11.3: a server that does not answer is named without its password")
    void aServerThatIsNotThereIsUnavailable() {
        assertThatThrownBy(
                        () -> Db.open("postgresql://me:secret@localhost:1/rondo?password=secret"))
                .isInstanceOfSatisfying(
                        RondoException.class,
                        e -> {
                            assertThat(e.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
                            assertThat(e.getMessage())
                                    .contains("localhost:1/rondo")
                                    .doesNotContain("secret");
                        });
    }

    @Test
    void aFileThatIsNoDatabaseIsRefused() throws Exception {
        var file = folder.resolve("notes.txt");
        Files.writeString(
                file, "no database at all, but long enough to hold its header".repeat(40));

        assertThatThrownBy(() -> Db.open("sqlite:" + file))
                .isInstanceOfSatisfying(
                        RondoException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo("store.corrupt");
                            assertThat(e.where()).isEqualTo(file.toString());
                        });
    }

    @Test
    void aFolderThatCannotBeMadeIsUnavailable() throws Exception {
        Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> Db.open("sqlite:" + folder.resolve("file/rondo.db")))
                .isInstanceOfSatisfying(
                        RondoException.class,
                        e -> assertThat(e.kind()).isEqualTo(ErrorKind.UNAVAILABLE));
    }
}
