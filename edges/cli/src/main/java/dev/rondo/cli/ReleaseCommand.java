package dev.rondo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.client.RondoClient;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Steers releases by hand. */
@Command(
        name = "release",
        mixinStandardHelpOptions = true,
        description = "Canary, promote or roll back a model version, or freeze promotions.",
        synopsisSubcommandLabel = "(canary | promote | rollback | freeze | unfreeze)",
        footer = {
            "",
            "Examples:",
            "  rondo release canary churn --model churn/4 --stages 0.1,0.5",
            "  rondo release rollback 3f2a… --who ada --why 'complaints from branch 12'",
            "  rondo release freeze churn --who ada --why 'audit week'"
        })
final class ReleaseCommand {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ServerOption server = new ServerOption();
    @Mixin private OutputOption output = new OutputOption();

    @Command(
            description = "Start a release: shadow if asked for, then a canary that grows.",
            mixinStandardHelpOptions = true)
    int canary(
            @Parameters(paramLabel = "ENDPOINT") String endpoint,
            @Option(
                            names = "--model",
                            required = true,
                            paramLabel = "NAME/VERSION",
                            description = "The candidate.")
                    ModelReference model,
            @Option(
                            names = "--stages",
                            split = ",",
                            defaultValue = "0.1,0.5",
                            paramLabel = "WEIGHT",
                            description = "Shares of the traffic (default: ${DEFAULT-VALUE}).")
                    List<Double> stages,
            @Option(
                            names = "--minimum-pairs",
                            defaultValue = "100",
                            description =
                                    "Pairs of outcomes before a stage may end (default: ${DEFAULT-VALUE}).")
                    long pairs,
            @Option(
                            names = "--shadow-minimum",
                            defaultValue = "0",
                            description =
                                    "Outcomes in shadow before the canary; 0 for no shadow (default: ${DEFAULT-VALUE}).")
                    long shadow,
            @Option(
                            names = "--who",
                            defaultValue = "${USER:-unknown}",
                            description = "Who asks for it.")
                    String who) {
        var body =
                RondoClient.object()
                        .put("model", model.name())
                        .put("version", model.version())
                        .put("approver", who);
        var plan = body.putObject("plan").put("shadow_minimum", shadow);
        var list = plan.putArray("stages");
        stages.forEach(
                weight -> list.addObject().put("weight", weight).put("minimum_pairs", pairs));
        return print(
                server.client()
                        .post(
                                "/api/v1/endpoints/" + RondoClient.encode(endpoint) + "/releases",
                                body));
    }

    @Command(
            description = "Promote a canary, where its guardrails allow it.",
            mixinStandardHelpOptions = true)
    int promote(
            @Parameters(paramLabel = "RELEASE-ID") String release,
            @Option(
                            names = "--who",
                            defaultValue = "${USER:-unknown}",
                            description = "Who approves.")
                    String who) {
        return print(
                server.client()
                        .post(
                                "/api/v1/releases/" + RondoClient.encode(release) + "/promote",
                                RondoClient.object().put("approver", who)));
    }

    @Command(description = "Take a release back at once.", mixinStandardHelpOptions = true)
    int rollback(
            @Parameters(paramLabel = "RELEASE-ID") String release,
            @Option(
                            names = "--who",
                            defaultValue = "${USER:-unknown}",
                            description = "Who decides.")
                    String who,
            @Option(names = "--why", required = true, description = "The reason, kept as evidence.")
                    String why) {
        return print(
                server.client()
                        .post(
                                "/api/v1/releases/" + RondoClient.encode(release) + "/rollback",
                                RondoClient.object().put("approver", who).put("reason", why)));
    }

    @Command(description = "Stop every promotion of an endpoint.", mixinStandardHelpOptions = true)
    int freeze(
            @Parameters(paramLabel = "ENDPOINT") String endpoint,
            @Option(
                            names = "--who",
                            defaultValue = "${USER:-unknown}",
                            description = "Who freezes.")
                    String who,
            @Option(names = "--why", required = true, description = "The reason.") String why) {
        return print(
                server.client()
                        .put(
                                freezePath(endpoint),
                                RondoClient.object().put("who", who).put("why", why)));
    }

    @Command(description = "Lift a freeze.", mixinStandardHelpOptions = true)
    int unfreeze(
            @Parameters(paramLabel = "ENDPOINT") String endpoint,
            @Option(
                            names = "--who",
                            defaultValue = "${USER:-unknown}",
                            description = "Who lifts it.")
                    String who) {
        return print(
                server.client().delete(freezePath(endpoint), RondoClient.object().put("who", who)));
    }

    private static String freezePath(String endpoint) {
        return "/api/v1/endpoints/" + RondoClient.encode(endpoint) + "/freeze";
    }

    private int print(JsonNode answer) {
        new Printer(spec.commandLine().getOut(), output.format()).one(answer);
        return 0;
    }
}
