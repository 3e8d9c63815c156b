package dev.rondo.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationFileTest {
    @TempDir Path folder;

    @Test
    void statementsEndAtALinesEnd() {
        var file = MigrationFile.of("V1__x.sql", "a ';'\n b;  \n -- c;\nd;".getBytes(UTF_8));

        assertThat(file.statements(Dialect.SQLITE)).containsExactly("a ';'\n b", "d");
    }

    @Test
    void aFileIsNamedByItsVersion() {
        for (var name : new String[] {"1.sql", "V1.sql", "V1__a.txt", "Vx__a.sql"}) {
            assertThatThrownBy(() -> MigrationFile.of(name, new byte[0]))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aJarServesAsWellAsAFolder() throws Exception {
        var jar = jar("V2__b.sql", "V1__a.sql");
        try (var loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
            var anchor = loader.loadClass(Blob.class.getName());

            assertThat(MigrationFile.all("zoo", anchor))
                    .extracting(MigrationFile::name)
                    .containsExactly("V1__a.sql", "V2__b.sql");
        }
    }

    @Test
    void aGapInTheVersionsIsRefused() throws Exception {
        var jar = jar("V1__a.sql", "V3__c.sql");
        try (var loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
            var anchor = loader.loadClass(Blob.class.getName());

            assertThatThrownBy(() -> MigrationFile.all("zoo", anchor))
                    .hasMessageContaining("V3__c.sql of room zoo should be version 2");
        }
    }

    private Path jar(String... migrations) throws IOException {
        var jar = folder.resolve("zoo.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            var entry = Blob.class.getName().replace('.', '/') + ".class";
            out.putNextEntry(new JarEntry(entry));
            try (var in = Blob.class.getResourceAsStream("Blob.class")) {
                in.transferTo(out);
            }
            for (var name : migrations) {
                out.putNextEntry(new JarEntry("db/zoo/" + name));
            }
        }
        return jar;
    }
}
