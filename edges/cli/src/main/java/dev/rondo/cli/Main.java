package dev.rondo.cli;

import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The `rondo` command. Data goes to standard output, everything else to standard error. */
@Command(
        name = "rondo",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "The whole life of a machine-learning model, on one machine or many.",
        subcommands = {
            DemoCommand.class,
            TryCommand.class,
            ServerCommand.class,
            GetCommand.class,
            IngestCommand.class,
            TrainCommand.class,
            EndpointCommand.class,
            PredictCommand.class,
            OutcomeCommand.class,
            ReleaseCommand.class,
            RetrainCommand.class,
            ReplayCommand.class,
            FetchCommand.class,
            RehearseCommand.class,
            GenerateCompletion.class,
            HelpCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  rondo demo                                   the whole loop on bundled data",
            "  rondo try customers.csv --target churned     the whole loop on your own table",
            "  rondo server --data ./rondo-data             a server for your team",
            "  rondo get models -o json                     what it holds",
            "  source <(rondo generate-completion)          completion for bash and zsh",
            "",
            "Exit status: 0 done, 1 failed, 2 wrong usage or input, 3 not found, 4 conflict,",
            "5 a limit was passed, 6 the server is unavailable."
        })
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Runs one command and returns its exit status. */
    public static int run(String... arguments) {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(ModelReference.class, ModelReference::parse)
                .setExecutionExceptionHandler(new Failures())
                .execute(arguments);
    }
}
