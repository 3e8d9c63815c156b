package dev.rondo.cli;

import dev.rondo.demo.Demo;
import dev.rondo.demo.Gains;
import dev.rondo.demo.StoryOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The whole loop on the user's own table. */
@Command(
        name = "try",
        mixinStandardHelpOptions = true,
        description = "The loop of `rondo demo` on your own table with a target of two values.",
        footer = {
            "",
            "A gate may refuse and a proof may stay open: that is a result, told with its evidence.",
            "",
            "Examples:",
            "  rondo try loans.csv --target Status",
            "  rondo try customers.csv --target churned --positive yes --key customer_id",
            "  rondo try loans.csv --target Status --gains 0,-1,-8,0 --exit"
        })
final class TryCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private StoryMixin story = new StoryMixin();

    @Parameters(
            index = "0",
            paramLabel = "FILE.csv",
            description = "UTF-8, comma-separated, with a header.")
    private Path table = Path.of("");

    @Option(
            names = "--target",
            required = true,
            paramLabel = "COLUMN",
            description = "The column to be predicted; it has two values.")
    private String target = "";

    @Option(
            names = "--positive",
            paramLabel = "VALUE",
            description = "The value to be found (default: the rarer one).")
    private @Nullable String positive;

    @Option(
            names = "--key",
            paramLabel = "COLUMN",
            description = "The column that names the entity of a row (default: the row's content).")
    private @Nullable String key;

    @Option(
            names = "--gains",
            split = ",",
            paramLabel = "MONEY",
            description =
                    "Four amounts per decision: act on a positive, act needlessly, miss a positive, leave alone rightly (default: 0,-1,-(1-p)/p,0 with p the share of positives).")
    private @Nullable List<Double> gains;

    @Option(
            names = "--margin",
            paramLabel = "MONEY",
            description =
                    "The loss per decision that a release may bring (default: 2%% of the gains' range, at most a fifth of what the model earns over doing the same for all).")
    private @Nullable Double margin;

    @Override
    public Integer call() {
        var options =
                new StoryOptions(
                        name(),
                        table,
                        target,
                        positive,
                        key,
                        chosenGains(),
                        margin,
                        false,
                        story.exit,
                        story.data,
                        story.port,
                        story.seed);
        return new Demo(options, System.out).run() ? 0 : 1;
    }

    private @Nullable Gains chosenGains() {
        if (gains == null) {
            return null;
        }
        if (gains.size() != 4) {
            throw new ParameterException(
                    spec.commandLine(), "--gains takes four amounts, such as 60,-40,-100,0");
        }
        return new Gains(gains.get(0), gains.get(1), gains.get(2), gains.get(3));
    }

    /** The file's name without its ending, made into a name. */
    private String name() {
        var file = table.getFileName() == null ? "table" : table.getFileName().toString();
        var stem = file.contains(".") ? file.substring(0, file.lastIndexOf('.')) : file;
        var plain = stem.replaceAll("[^A-Za-z0-9_-]", "-").replaceAll("^[_-]+", "");
        return plain.isEmpty() ? "table" : plain.substring(0, Math.min(60, plain.length()));
    }
}
