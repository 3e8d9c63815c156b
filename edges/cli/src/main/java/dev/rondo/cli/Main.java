package dev.rondo.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
        footer = {
            "",
            "Examples:",
            "  rondo demo                                   the whole loop on bundled data",
            "  rondo try customers.csv --target churned     the whole loop on your own table",
            "  rondo server --data ./rondo-data             a server for your team",
            "  rondo serve model.json                       a model file, for clients of any server",
            "  rondo get models -o json                     what it holds",
            "  source <(rondo generate-completion)          completion for bash and zsh",
            "",
            "Exit status: 0 done, 1 failed, 2 wrong usage or input, 3 not found, 4 conflict,",
            "5 a limit was passed, 6 the server is unavailable."
        })
public final class Main {
    private static final List<Class<?>> COMMANDS =
            List.of(
                    DemoCommand.class,
                    TryCommand.class,
                    ServerCommand.class,
                    ServeCommand.class,
                    PredictionsCommand.class,
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
                    RunsCommand.class,
                    ModelsCommand.class,
                    ArtifactsCommand.class,
                    ImportCommand.class,
                    ExportCommand.class,
                    BackupCommand.class,
                    RestoreCommand.class,
                    RehearseCommand.class);

    /** Picocli's names of the option that asks for the version. */
    private static final Set<String> VERSION = Set.of("-V", "--version");

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Runs one command and returns its exit status. */
    public static int run(String... arguments) {
        return line(arguments).execute(arguments);
    }

    /** The parser for these arguments. */
    static CommandLine line(String... arguments) {
        var line = new CommandLine(new Main());
        commands(arguments).forEach(line::addSubcommand);
        return line.setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(ModelReference.class, ModelReference::parse)
                .setExecutionExceptionHandler(new Failures());
    }

    /** Those that are needed, as setting up all of them takes half of a short command's time. */
    private static List<Class<?>> commands(String[] arguments) {
        if (arguments.length == 1 && VERSION.contains(arguments[0])) {
            return List.of();
        }
        for (var command : COMMANDS) {
            var name = command.getAnnotation(Command.class).name();
            if (arguments.length > 0 && arguments[0].equals(name)) {
                return List.of(command);
            }
        }
        var all = new ArrayList<>(COMMANDS);
        all.add(GenerateCompletion.class);
        all.add(HelpCommand.class);
        return all;
    }
}
