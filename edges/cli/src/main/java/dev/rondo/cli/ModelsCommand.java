package dev.rondo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.client.RondoClient;
import dev.rondo.client.RondoClientException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Works on registered models. */
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        description =
                "Register model versions and set their aliases, tags, stages and descriptions.",
        synopsisSubcommandLabel = "(register | alias | tag | stage | describe)",
        footer = {
            "",
            "Examples:",
            "  rondo models register churn --run 3f2a… --path model",
            "  rondo models alias churn/4 champion",
            "  rondo models tag churn/4 reviewed_by ada",
            "  rondo models stage churn/4 Production --archive-existing",
            "  rondo models describe churn 'who will leave within a month'",
            "",
            "`rondo get models` and `rondo get versions` list and find them."
        })
final class ModelsCommand {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ServerOption server = new ServerOption();
    @Mixin private OutputOption output = new OutputOption();

    @Command(
            description = "Make a version of files of a run, and the model if there is none.",
            mixinStandardHelpOptions = true)
    int register(
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--run", required = true, paramLabel = "RUN", description = "Its id.")
                    String run,
            @Option(
                            names = "--path",
                            defaultValue = "model",
                            description =
                                    "The folder among the run's artifacts (default: ${DEFAULT-VALUE}).")
                    String path) {
        var client = server.client();
        if (!exists(client, name)) {
            client.post("/api/v1/models", RondoClient.object().put("name", name));
        }
        var body =
                RondoClient.object().put("source", "runs:/" + run + "/" + path).put("run_id", run);
        return print(client.post(model(name) + "/versions", body));
    }

    private static boolean exists(RondoClient client, String name) {
        try {
            client.get(model(name));
            return true;
        } catch (RondoClientException e) {
            if (!e.kind().equals("NOT_FOUND")) {
                throw e;
            }
            return false;
        }
    }

    @Command(description = "Point an alias to a version.", mixinStandardHelpOptions = true)
    int alias(
            @Parameters(paramLabel = "NAME/VERSION") ModelReference version,
            @Parameters(paramLabel = "ALIAS") String alias,
            @Option(names = "--delete", description = "Remove the alias instead.") boolean delete) {
        var path = model(version.name()) + "/aliases/" + RondoClient.encode(alias);
        return print(
                delete
                        ? server.client().delete(path)
                        : server.client()
                                .put(path, RondoClient.object().put("version", version.version())));
    }

    @Command(description = "Set a tag of a model or version.", mixinStandardHelpOptions = true)
    int tag(
            @Parameters(paramLabel = "NAME[/VERSION]") String thing,
            @Parameters(paramLabel = "KEY") String key,
            @Parameters(paramLabel = "VALUE", arity = "0..1", defaultValue = "") String value,
            @Option(names = "--delete", description = "Remove the tag instead.") boolean delete) {
        var path = path(thing) + "/tags/" + RondoClient.encode(key);
        return print(
                delete
                        ? server.client().delete(path)
                        : server.client().put(path, RondoClient.object().put("value", value)));
    }

    @Command(description = "Move a version to a stage.", mixinStandardHelpOptions = true)
    int stage(
            @Parameters(paramLabel = "NAME/VERSION") ModelReference version,
            @Parameters(
                            paramLabel = "STAGE",
                            description = "None, Staging, Production or Archived.")
                    String stage,
            @Option(
                            names = "--archive-existing",
                            description = "Archive the versions that are in it now.")
                    boolean archive) {
        var body = RondoClient.object().put("stage", stage).put("archive_existing", archive);
        return print(server.client().put(versionPath(version) + "/stage", body));
    }

    @Command(
            description = "Set the description of a model or version.",
            mixinStandardHelpOptions = true)
    int describe(
            @Parameters(paramLabel = "NAME[/VERSION]") String thing,
            @Parameters(paramLabel = "TEXT") String text) {
        var body = RondoClient.object().put("description", text);
        return print(server.client().patch(path(thing), body));
    }

    private static String path(String thing) {
        return thing.contains("/") ? versionPath(ModelReference.parse(thing)) : model(thing);
    }

    private static String model(String name) {
        return "/api/v1/models/" + RondoClient.encode(name);
    }

    private static String versionPath(ModelReference version) {
        return model(version.name()) + "/versions/" + version.version();
    }

    private int print(JsonNode answer) {
        new Printer(spec.commandLine().getOut(), output.format()).one(answer);
        return 0;
    }
}
