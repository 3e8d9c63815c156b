package dev.rondo.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.demo.Demo;
import dev.rondo.demo.StoryOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The story on a small table of a user's own. */
class TryTest {
    private static final int ROWS = 1500;

    /**
     * Outcomes are written as numbers with a fraction, and what tells most of them is a flag that
     * no other column goes with: when other customers come, its shares are exchanged.
     */
    @Test
    void outcomesWithAFractionAndAFlagThatTurns(@TempDir Path folder) throws IOException {
        var table = folder.resolve("members.csv");
        Files.writeString(table, members());
        var out = new ByteArrayOutputStream();
        var options =
                new StoryOptions(
                        "members",
                        table,
                        "left",
                        "1.0",
                        null,
                        null,
                        null,
                        false,
                        true,
                        folder.resolve("data"),
                        0,
                        1);
        var demo = new Demo(options, new PrintStream(out, true, StandardCharsets.UTF_8));
        boolean well = demo.run();
        var text = out.toString(StandardCharsets.UTF_8);
        assertThat(well).as(text).isTrue();
        assertThat(demo.figures().values()).as(text).containsEntry("chapter.5", "AsExpected");
        assertThat(demo.figures().values().get("turn.diagnosis"))
                .as(text)
                .contains("covariate_shift")
                .doesNotContain("data_fault");
    }

    private static String members() {
        var random = new SplittableRandom(5);
        var text = new StringBuilder("active,age,visits,left\n");
        for (int i = 0; i < ROWS; i++) {
            boolean active = random.nextInt(3) > 0;
            int visits = random.nextInt(40);
            double share = (active ? 0.1 : 0.5) + (visits < 10 ? 0.2 : 0);
            text.append(active)
                    .append(',')
                    .append(18 + random.nextInt(60))
                    .append(',')
                    .append(visits)
                    .append(',')
                    .append(random.nextDouble() < share ? "1.0" : "0.0")
                    .append('\n');
        }
        return text.toString();
    }
}
