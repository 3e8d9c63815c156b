package dev.rondo.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents name files that exist. */
class ArchitecturePathsTest {
    /** A path in backticks: at least one slash, letters and an extension or a trailing slash. */
    private static final Pattern PATH =
            Pattern.compile("`((?:core|lifecycle|edges|quality|dist|docs|\\.ci)/[\\w./-]*)`");

    @ParameterizedTest
    @ValueSource(strings = {"ARCHITECTURE.md", "CONTRIBUTING.md", "README.md"})
    void everyPathExists(String document) throws IOException {
        var missing = new ArrayList<String>();
        for (var path : paths(document)) {
            if (!Files.exists(Repository.root().resolve(path))) {
                missing.add(path);
            }
        }
        assertThat(missing).as("paths that " + document + " names and that do not exist").isEmpty();
    }

    @Test
    void theArchitectureNamesManyPlacesToStart() throws IOException {
        assertThat(paths("ARCHITECTURE.md")).hasSizeGreaterThan(25);
    }

    private static List<String> paths(String document) throws IOException {
        var found = PATH.matcher(Files.readString(Repository.root().resolve(document)));
        return found.results().map(match -> match.group(1)).toList();
    }
}
