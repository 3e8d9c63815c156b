package dev.rondo.cli;

import dev.rondo.client.RondoClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Starts the loop by hand. */
@Command(
        name = "retrain",
        mixinStandardHelpOptions = true,
        description = "Retrain an endpoint's model on its recent traffic, now.",
        footer = {
            "",
            "Diagnosis still runs first: a broken feed blocks it.",
            "",
            "Example:",
            "  rondo retrain churn --why 'new tariff'"
        })
final class RetrainCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ServerOption server = new ServerOption();
    @Mixin private OutputOption output = new OutputOption();

    @Parameters(index = "0", paramLabel = "ENDPOINT", description = "The endpoint's name.")
    private String endpoint = "";

    @Option(
            names = "--why",
            defaultValue = "asked for by hand",
            description = "The reason, kept with the run.")
    private String why = "";

    @Override
    public Integer call() {
        var answer =
                server.client()
                        .post(
                                "/api/v1/endpoints/" + RondoClient.encode(endpoint) + "/retrain",
                                RondoClient.object().put("reason", why));
        new Printer(spec.commandLine().getOut(), output.format()).one(answer);
        return 0;
    }
}
