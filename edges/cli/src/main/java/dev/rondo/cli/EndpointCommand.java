package dev.rondo.cli;

import dev.rondo.client.RondoClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Creates an endpoint. */
@Command(
        name = "create-endpoint",
        mixinStandardHelpOptions = true,
        description = "Create an endpoint that serves a model version.",
        footer = {"", "Example:", "  rondo create-endpoint churn --model churn/1"})
final class EndpointCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ServerOption server = new ServerOption();
    @Mixin private OutputOption output = new OutputOption();

    @Parameters(index = "0", paramLabel = "NAME", description = "The endpoint's name.")
    private String name = "";

    @Option(
            names = "--model",
            required = true,
            paramLabel = "NAME/VERSION",
            description = "What it serves at first.")
    private ModelReference model = new ModelReference("", 0);

    @Override
    public Integer call() {
        var body =
                RondoClient.object()
                        .put("name", name)
                        .put("model", model.name())
                        .put("version", model.version());
        var answer = server.client().post("/api/v1/endpoints", body);
        new Printer(spec.commandLine().getOut(), output.format()).one(answer);
        return 0;
    }
}
