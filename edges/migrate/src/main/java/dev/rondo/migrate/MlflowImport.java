package dev.rondo.migrate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.base.RondoException;
import dev.rondo.client.RondoClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;

/**
 * Copies all that MLflow has tracked into a Rondo server, and compares both afterwards.
 *
 * <pre>{@code
 * var report = MlflowImport.ofServer(URI.create("http://127.0.0.1:5000"), rondo, System.err::println).run();
 * }</pre>
 *
 * Ids, times and stages stay. It may be stopped at any time and started again: what is here is not
 * doubled, and files that are here are not sent again. What is written there meanwhile may be
 * missed; another run brings it.
 */
public final class MlflowImport {
    private static final int TELL_EVERY = 100;

    private final MlflowSource source;
    private final Target target;
    private final Consumer<String> progress;
    private final Mapping mapping = new Mapping();
    private final Tallies thereTallies = new Tallies();
    private final Tallies hereTallies = new Tallies();
    private final Facts there = new Facts(thereTallies);
    private final Facts here = new Facts(hereTallies);

    private MlflowImport(MlflowSource source, RondoClient rondo, Consumer<String> progress) {
        this.source = source;
        this.target = new Target(rondo);
        this.progress = progress;
    }

    /**
     * Of a running server.
     *
     * @param progress takes a line now and then
     */
    public static MlflowImport ofServer(URI mlflow, RondoClient rondo, Consumer<String> progress) {
        if (mlflow.getHost() == null) {
            throw RondoException.user("import.address", mlflow + " is no address of a server")
                    .next("write for example http://127.0.0.1:5000");
        }
        return new MlflowImport(new MlflowServer(mlflow), rondo, progress);
    }

    /**
     * Of the SQLite file of a server that does not run.
     *
     * @param artifacts the folder in which that server kept the files at {@code mlflow-artifacts:}
     *     addresses
     */
    public static MlflowImport ofDatabase(
            Path file, Path artifacts, RondoClient rondo, Consumer<String> progress) {
        return new MlflowImport(MlflowDatabase.open(file, artifacts), rondo, progress);
    }

    /**
     * Of the directory in which MLflow keeps everything when it has no database.
     *
     * @param artifacts the folder in which a server kept the files at {@code mlflow-artifacts:}
     *     addresses, if it had any
     */
    public static MlflowImport ofDirectory(
            Path directory, Path artifacts, RondoClient rondo, Consumer<String> progress) {
        return new MlflowImport(MlrunsDirectory.open(directory, artifacts), rondo, progress);
    }

    /** Copies and compares; to be called once. */
    public ImportReport run() {
        try (source) {
            var folder = Files.createTempDirectory("rondo-import");
            try {
                copy(folder);
            } finally {
                Files.deleteIfExists(folder.resolve("file"));
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ImportReport.of(thereTallies, hereTallies, mapping.mapped(), source.unread());
    }

    /** Runs come before the models that they have made, and again afterwards with their models. */
    private void copy(Path folder) {
        var files = new FileCopy(target, thereTallies, hereTallies, folder);
        var experiments = experiments();
        experiments.forEach(experiment -> source.runs(experiment, this::begin));
        for (var experiment : experiments) {
            source.loggedModels(experiment, model -> loggedModel(model, files));
        }
        for (var experiment : experiments) {
            source.runs(experiment, run -> complete(run, files));
        }
        source.models(this::model);
        progress.accept("compared all of it");
    }

    private List<String> experiments() {
        var ids = new ArrayList<String>();
        source.experiments(theirs -> {
            var body = Bodies.experiment(theirs);
            var id = body.path("id").asText();
            var ours = target.put("experiments", body).path("experiment_id").asText();
            mapping.experiment(id, ours);
            var keys = body.path("tags");
            there.experiment(ours, body, keys);
            here.experiment(ours, target.experiment(ours), keys);
            ids.add(id);
        });
        progress.accept(ids.size() + " experiments");
        return ids;
    }

    private void begin(JsonNode theirs) {
        var body = Bodies.run(theirs, mapping);
        body.putArray("model_inputs");
        body.putArray("model_outputs");
        var ours = target.put("runs", body);
        var info = theirs.path("info");
        mapping.run(info.path("run_id").asText(), ours.path("run_id").asText());
        mapping.address(info.path("artifact_uri").asText(), ours.path("artifact_uri").asText());
    }

    private void loggedModel(JsonNode theirs, FileCopy files) {
        var body = Bodies.loggedModel(theirs, mapping);
        var id = theirs.at("/info/model_id").asText();
        var answer = target.put("logged-models", body);
        var ours = answer.path("model_id").asText();
        var address = answer.path("artifact_uri").asText();
        mapping.loggedModel(id, ours);
        mapping.address(theirs.at("/info/artifact_uri").asText(), address);
        there.loggedModel(ours, body);
        here.loggedModel(ours, target.loggedModel(ours));
        files.copy(source.filesOfModel(theirs), address);
    }

    private void complete(JsonNode theirs, FileCopy files) {
        var body = Bodies.run(theirs, mapping);
        var answer = target.put("runs", body);
        var ours = answer.path("run_id").asText();
        var view = target.run(ours);
        there.run(ours, body.path("run"), body, "datasets");
        here.run(ours, view, view, "inputs");
        for (var metric : theirs.at("/data/metrics")) {
            metric(theirs, ours, metric.path("key").asText());
        }
        files.copy(source.filesOfRun(theirs), answer.path("artifact_uri").asText());
        long done = thereTallies.of(Kind.RUNS).count();
        if (done % TELL_EVERY == 0) {
            progress.accept(
                    done
                            + " runs, "
                            + thereTallies.of(Kind.MEASUREMENTS).count()
                            + " measurements, "
                            + thereTallies.of(Kind.FILES).count()
                            + " files");
        }
    }

    /** Measurements that are the same in all are kept once, so they are counted once. */
    private void metric(JsonNode theirs, String ours, String key) {
        var points = RondoClient.JSON.createArrayNode();
        var seen = new HashSet<ObjectNode>();
        for (var point : source.history(theirs, key)) {
            var body = Bodies.measurement(point);
            if (seen.add(body)) {
                points.add(body);
                there.measurement(ours, body);
            }
        }
        target.measurements(ours, points);
        target.history(ours, key).forEach(point -> here.measurement(ours, point));
    }

    private void model(JsonNode theirs) {
        var body = Bodies.model(theirs);
        var name = body.path("name").asText();
        var ours = target.put("models", body).path("name").asText();
        mapping.model(name, ours);
        there.model(ours, body);
        source.versions(theirs, this::version);
        for (var alias : theirs.path("aliases")) {
            int version = alias.path("version").asInt();
            target.alias(ours, alias.path("alias").asText(), version);
            there.alias(ours, alias.path("alias").asText(), version);
        }
        check(ours, target.model(ours));
        progress.accept("model " + ours);
    }

    private void version(JsonNode theirs) {
        var body = Bodies.version(theirs, mapping);
        target.put("model-versions", body);
        there.version(body.path("name").asText(), body);
    }

    private void check(String name, JsonNode ours) {
        here.model(name, ours.path("model"));
        ours.path("items").forEach(version -> here.version(name, version));
        ours.at("/model/aliases")
                .properties()
                .forEach(each -> here.alias(name, each.getKey(), each.getValue().asInt()));
    }
}
