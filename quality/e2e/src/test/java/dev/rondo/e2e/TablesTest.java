package dev.rondo.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each room owns its tables, and nobody else's. */
class TablesTest {
    private static final Pattern CREATE =
            Pattern.compile(
                    "(?i)create\\s+(?:table|(?:unique\\s+)?index)\\s+(?:if not exists\\s+)?(\\w+)");
    private static final Pattern IN_SQL =
            Pattern.compile("(?i)\\b(?:from|into|update|join)\\s+([a-z]+)_[a-z_]+");
    private static final Path ROOT = Repository.root();

    @Test
    void aTableIsNamedAfterItsRoom() throws IOException {
        var wrong = new ArrayList<String>();
        for (var file : files("src/main/resources/db", ".sql")) {
            var room = folder(file);
            var names = CREATE.matcher(Files.readString(file));
            while (names.find()) {
                if (!names.group(1).startsWith(room + "_")) {
                    wrong.add(file + ": " + names.group(1));
                }
            }
        }
        assertThat(wrong).as("table prefix = room").isEmpty();
    }

    @Test
    void noRoomReadsAnothersTable() throws IOException {
        var rooms =
                List.of(
                        "tracking",
                        "registry",
                        "data",
                        "pipelines",
                        "serving",
                        "monitoring",
                        "server",
                        "store");
        var wrong = new ArrayList<String>();
        for (var file : files("src/main/java", ".java")) {
            var room = folder(file);
            var tables = IN_SQL.matcher(withoutComments(Files.readString(file)));
            while (tables.find()) {
                var owner = tables.group(1);
                if (rooms.contains(owner) && !owner.equals(room)) {
                    wrong.add(file + ": " + tables.group());
                }
            }
        }
        assertThat(wrong).as("another room's table is reached through that room").isEmpty();
    }

    private static List<Path> files(String under, String suffix) throws IOException {
        try (Stream<Path> all = Files.walk(ROOT)) {
            return all.filter(file -> file.toString().endsWith(suffix))
                    .filter(file -> ROOT.relativize(file).toString().contains(under))
                    .filter(file -> !file.toString().contains("/target/"))
                    .toList();
        }
    }

    private static String withoutComments(String source) {
        return source.replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("//[^\n]*", "");
    }

    private static String folder(Path file) {
        return java.util.Objects.requireNonNull(file.getParent()).getFileName().toString();
    }
}
