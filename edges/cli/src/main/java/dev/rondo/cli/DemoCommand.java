package dev.rondo.cli;

import dev.rondo.demo.Demo;
import dev.rondo.demo.Gains;
import dev.rondo.demo.StoryOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The whole loop on bundled data. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description =
                "Train, serve, watch, diagnose, retrain, prove, promote, roll back and audit, on bundled churn data.",
        footer = {
            "",
            "Examples:",
            "  rondo demo",
            "  rondo demo --exit --seed 7",
            "  rondo demo --data ./demo-data     keeps everything for `rondo server --data ./demo-data`"
        })
final class DemoCommand implements Callable<Integer> {
    @Mixin private StoryMixin story = new StoryMixin();

    /** A churner kept, a needless offer, a churner missed, a loyal customer left alone. */
    private static final Gains CHURN = new Gains(60, -40, -100, 0);

    @Override
    public Integer call() {
        var table = unpacked();
        try {
            var options =
                    new StoryOptions(
                            "churn",
                            table,
                            "churn",
                            "Yes",
                            null,
                            CHURN,
                            null,
                            true,
                            story.exit,
                            story.data,
                            story.port,
                            story.seed);
            return new Demo(options, System.out).run() ? 0 : 1;
        } finally {
            delete(table);
        }
    }

    private static Path unpacked() {
        try (var bundled = Demo.class.getResourceAsStream("telco_churn.csv")) {
            if (bundled == null) {
                throw new IllegalStateException("the bundled data is not on the class path");
            }
            var file = Files.createTempDirectory("rondo-demo").resolve("telco_churn.csv");
            Files.copy(bundled, file);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path table) {
        try {
            Files.deleteIfExists(table);
            Files.deleteIfExists(table.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
