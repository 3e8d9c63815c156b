package dev.rondo.cli;

import dev.rondo.client.RondoClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Recomputes what was answered. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description =
                "Recompute every recorded prediction of an endpoint and compare it bit for bit.",
        footer = {
            "",
            "The exit status is 1 when one differs.",
            "",
            "Example:",
            "  rondo replay churn"
        })
final class ReplayCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ServerOption server = new ServerOption();
    @Mixin private OutputOption output = new OutputOption();

    @Parameters(index = "0", paramLabel = "ENDPOINT", description = "The endpoint's name.")
    private String endpoint = "";

    @Override
    public Integer call() {
        var answer =
                server.client()
                        .post(
                                "/api/v1/endpoints/" + RondoClient.encode(endpoint) + "/replay",
                                RondoClient.object());
        new Printer(spec.commandLine().getOut(), output.format()).one(answer);
        return answer.path("different").asLong() == 0 ? 0 : 1;
    }
}
