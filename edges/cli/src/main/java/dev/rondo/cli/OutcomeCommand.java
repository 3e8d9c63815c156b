package dev.rondo.cli;

import dev.rondo.client.RondoClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reports what came true. */
@Command(
        name = "outcome",
        mixinStandardHelpOptions = true,
        description = "Report the true outcome of a prediction.",
        footer = {"", "Example:", "  rondo outcome r3f2a81c0-000000000017 Yes --endpoint churn"})
final class OutcomeCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ServerOption server = new ServerOption();
    @Mixin private OutputOption output = new OutputOption();

    @Parameters(
            index = "0",
            paramLabel = "PREDICTION-ID",
            description = "The id that came with the answer.")
    private String prediction = "";

    @Parameters(
            index = "1",
            paramLabel = "OUTCOME",
            description = "One of the target's two values.")
    private String outcome = "";

    @Option(
            names = "--endpoint",
            required = true,
            paramLabel = "NAME",
            description = "The endpoint that answered.")
    private String endpoint = "";

    @Override
    public Integer call() {
        var body = RondoClient.object();
        body.putArray("outcomes")
                .addObject()
                .put("prediction_id", prediction)
                .put("outcome", outcome);
        var answer =
                server.client()
                        .post(
                                "/api/v1/endpoints/" + RondoClient.encode(endpoint) + "/outcomes",
                                body);
        new Printer(spec.commandLine().getOut(), output.format()).one(answer);
        return 0;
    }
}
