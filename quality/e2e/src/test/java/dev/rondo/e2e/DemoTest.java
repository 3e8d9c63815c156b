package dev.rondo.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.demo.Demo;
import dev.rondo.demo.Gains;
import dev.rondo.demo.StoryOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole story, twice. */
class DemoTest {
    @Test
    @DisplayName(
            "rule 6.3: the same seed gives the same figures, and every chapter comes out as it should")
    void sameSeedSameFigures(@TempDir Path folder) throws IOException {
        long seed = Long.getLong("demo.seed", 1);
        var first = tell(folder.resolve("one"), seed);
        var second = tell(folder.resolve("two"), seed);
        assertThat(second).isEqualTo(first);
        for (int chapter = 1; chapter <= 10; chapter++) {
            assertThat(first).containsEntry("chapter." + chapter, "AsExpected");
        }
    }

    private static Map<String, String> tell(Path folder, long seed) throws IOException {
        var table = Files.createDirectories(folder).resolve("telco_churn.csv");
        try (var bundled = Demo.class.getResourceAsStream("telco_churn.csv")) {
            Files.copy(java.util.Objects.requireNonNull(bundled), table);
        }
        var out = new ByteArrayOutputStream();
        var options =
                new StoryOptions(
                        "churn",
                        table,
                        "churn",
                        "Yes",
                        null,
                        new Gains(60, -40, -100, 0),
                        null,
                        true,
                        true,
                        folder.resolve("data"),
                        0,
                        seed);
        var demo = new Demo(options, new PrintStream(out, true, StandardCharsets.UTF_8));
        boolean well = demo.run();
        assertThat(well).as(out.toString(StandardCharsets.UTF_8)).isTrue();
        return demo.figures().values();
    }
}
