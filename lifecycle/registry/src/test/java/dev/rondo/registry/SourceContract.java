package dev.rondo.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.base.ErrorKind;
import dev.rondo.inference.ModelDirectory;
import dev.rondo.tracking.ModelOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a version may be made of, on every database. */
abstract class SourceContract extends RegistrySuite {
    private static final String RUN_MUST =
            "The run_id request parameter must identify the resource that contains the source.";
    private static final String MODEL_MUST =
            "The model_id request parameter must identify the resource that contains the source.";
    private static final String RELATIVE =
            "an absolute path must be provided without relative path references present.";
    private static final String LOCAL =
            "To use a local path as a model version source, the run_id request parameter has to be specified";

    @BeforeEach
    void makeModel() {
        make("RM");
    }

    private ModelVersion create(String source, @Nullable String runId, @Nullable String modelId) {
        return versions.create(
                new NewVersion("RM", source, runId, modelId, "", "", Map.of(), null));
    }

    private void refused(
            String source, @Nullable String runId, @Nullable String modelId, String what) {
        assertFails(() -> create(source, runId, modelId), ErrorKind.USER, "model.source", what);
    }

    @Test
    void filesOfARunNeedTheRun() {
        var run = run();
        var other = run();
        var inside = run.artifactUri() + "/model";

        assertThat(create(inside, run.id(), null).source()).isEqualTo(inside);
        assertThat(create(inside.replace("artifacts/model", "%61rtifacts/x"), run.id(), null))
                .isNotNull();
        assertThat(create("runs:/" + run.id() + "/model", run.id(), null).version()).isEqualTo(3);
        refused("runs:/" + run.id() + "/model", null, null, RUN_MUST);
        refused("runs:/" + run.id() + "/model", other.id(), null, RUN_MUST);
        refused("runs://host/" + run.id() + "/model", run.id(), null, RUN_MUST);
        refused(inside, null, null, RUN_MUST);
        refused(inside, other.id(), null, RUN_MUST);
        refused(inside, "0".repeat(32), null, RUN_MUST);
        refused("mlflow-artifacts:/9/zzz/artifacts", run.id(), null, RUN_MUST);
        refused(run.artifactUri() + "x/model", run.id(), null, RUN_MUST);
    }

    @Test
    void filesOfALoggedModelNeedTheModel() {
        var run = run();
        var model = loggedModel(run.id());
        var other = loggedModel(run.id());

        var byId = create("models:/" + model, null, model);
        var byPath = create(root(model) + "/data", null, model);

        assertThat(byId.runId()).isEqualTo(run.id());
        assertThat(byId.modelId()).isEqualTo(model);
        assertThat(versions.downloadUri("RM", 1)).isEqualTo(root(model));
        assertThat(byPath.runId()).isEqualTo(run.id());
        assertThat(versions.downloadUri("RM", 2)).isEqualTo(root(model) + "/data");
        assertThat(tracking.loggedModels().get(model).tags())
                .containsEntry(
                        "mlflow.modelVersions",
                        "[{\"name\": \"RM\", \"version\": 1}, {\"name\": \"RM\", \"version\": 2}]");
        refused("models:/" + model, null, null, MODEL_MUST);
        refused("models:/" + model, null, other, MODEL_MUST);
        refused("runs:/" + run.id() + "/x", run.id(), model, MODEL_MUST);
        refused(root(model), null, other, MODEL_MUST);
        refused(run.artifactUri() + "/x", run.id(), model, MODEL_MUST);
        assertFails(
                () -> create("models:/m-unknown", null, "m-unknown"),
                ErrorKind.NOT_FOUND,
                "model.not_found");
    }

    private String root(String modelId) {
        return tracking.loggedModels().get(modelId).artifactUri();
    }

    @Test
    void aTagThatIsNoListIsReplaced() {
        var model = loggedModel("");
        tracking.loggedModels().setTags(model, Map.of("mlflow.modelVersions", "{"));

        create("models:/" + model, null, model);

        assertThat(tracking.loggedModels().get(model).tags())
                .containsEntry("mlflow.modelVersions", "[{\"name\": \"RM\", \"version\": 1}]");
    }

    @Test
    void aVersionMayBeMadeOfAVersion() {
        var run = run();
        create("runs:/" + run.id() + "/model", run.id(), null);
        versions.transition("RM", 1, Stage.PRODUCTION, false);
        models.setAlias("RM", "champion", 1);
        make("copy");

        for (var source :
                List.of(
                        "models:/RM/1",
                        "models:/RM/Latest",
                        "models:/RM/production",
                        "models:/RM@champion")) {
            var copy = versions.create(NewVersion.of("copy", source));
            assertThat(copy.source()).isEqualTo("models:/RM/1");
            assertThat(copy.runId()).isEqualTo(run.id());
            assertThat(versions.downloadUri("copy", copy.version()))
                    .isEqualTo("runs:/" + run.id() + "/model");
        }
        assertThat(create("models:/copy/2", run.id(), "").source()).isEqualTo("models:/copy/2");
        refused(
                "models:/RM/1",
                run().id(),
                null,
                "The run_id and model_id request parameters must match the referenced model version.");
        refused("models:/RM/1", null, "m-1", "must match the referenced model version");
        refused("models://host/RM/1", null, null, "active model registry");
        for (var bad :
                List.of("models:RM/1", "models:/", "models:/a/b/c", "models:/RM/", "models:/RM@")) {
            refused(bad, null, null, MODEL_MUST);
        }
        assertFails(
                () -> create("models:/RM/9", null, null), ErrorKind.NOT_FOUND, "model.not_found");
        assertFails(
                () -> create("models:/no/1", null, null), ErrorKind.NOT_FOUND, "model.not_found");
        assertFails(
                () -> create("models:/RM/Staging", null, null),
                ErrorKind.NOT_FOUND,
                "model.not_found",
                "No versions of model with name 'RM' and stage 'Staging' found");
        assertFails(() -> create("models:/RM/Foo", null, null), ErrorKind.USER, "model.stage");
        assertFails(
                () -> create("models:/RM@no", null, null),
                ErrorKind.USER,
                "model.alias",
                "Registered model alias no not found.");
    }

    @Test
    void filesOutsideOurStoreAreTakenAtTheirWord() {
        for (var source :
                List.of("s3://bucket/model", "dbfs:/x", "gs://b/a//b", "wasbs://c@a/x/")) {
            var version = create(source, null, null);
            assertThat(versions.downloadUri("RM", version.version())).isEqualTo(source);
        }
        for (var source :
                List.of(
                        "s3://bucket/../model",
                        "s3://bucket/%2e%2e/model",
                        "s3://bucket/%252e%252e%252fmodel",
                        "s3://bucket/a%00b",
                        "s3://bucket/a/./b",
                        "s3://bucket",
                        "dbfs:x")) {
            refused(source, null, null, RELATIVE);
        }
        for (var source : List.of("/tmp/x", "file:///tmp/x", "x/y", "../x", "file://host/x")) {
            refused(source, null, null, LOCAL);
            refused(source, run().id(), null, LOCAL);
        }
        for (var source :
                List.of(
                        "ftp://h/x",
                        "http://host/x",
                        "HTTPS://host/x",
                        "http://host/api/2.0/mlflow-artifacts/artifacts/x",
                        "mlflow-artifacts://host/x",
                        "hdfs:/x")) {
            refused(source, null, null, "addresses a host other than the tracking server's");
        }
    }

    @Test
    void promptsHavePlaceholdersForFiles() {
        var prompt = Map.of("mlflow.prompt.is_prompt", "true", "mlflow.prompt.text", "hi");
        models.create(new NewModel("PR", "", Map.of("mlflow.prompt.is_prompt", "true")));

        var version =
                versions.create(
                        new NewVersion("PR", "prompt-template", null, null, "", "", prompt, null));

        assertThat(version.tags()).isEqualTo(prompt);
        assertFails(
                () ->
                        versions.create(
                                new NewVersion("PR", "s3://a/b", null, null, "", "", prompt, null)),
                ErrorKind.USER,
                "model.source",
                "Invalid prompt source: 's3://a/b'. Prompt sources must use an MLflow placeholder.");
        refused("models:/PR/1", null, null, "Prompt versions cannot be used");
    }

    @Test
    void aModelThatAClientHasLoggedIsReadFromTheArtifacts() throws IOException {
        var run = run();
        var logged = loggedModel(run.id());
        var model = model(0.25);
        var digest = ModelDirectory.digest(model);
        upload(model, root(logged));
        upload(model, run.artifactUri() + "/a model");
        create("models:/" + logged, null, logged);
        create("runs:/" + run.id() + "/a model", run.id(), null);
        create(run.artifactUri() + "/a%20model", run.id(), null);
        tracking.runs().logOutputs(run.id(), List.of(new ModelOutput(logged, 0)));
        create("runs:/" + run.id() + "/trees", run.id(), null);
        create("s3://bucket/model", null, null);
        create("runs:/" + run.id() + "/none", run.id(), null);

        for (int version = 1; version <= 4; version++) {
            assertThat(ModelDirectory.digest(registry.directory("RM", version))).isEqualTo(digest);
            assertThat(versions.get("RM", version).digest()).isNull();
            var described = registry.described("RM", version);
            assertThat(described.digest()).isEqualTo(digest);
            assertThat(described.signature()).isEqualTo(SIGNATURE);
            assertThat(versions.get("RM", version)).isEqualTo(described);
        }
        assertFails(() -> registry.directory("RM", 5), ErrorKind.USER, "model.elsewhere");
        assertFails(() -> registry.directory("RM", 6), ErrorKind.NOT_FOUND, "blob.not_found");
    }

    private void upload(Path model, String address) throws IOException {
        var root = "artifacts/" + address.substring("mlflow-artifacts:/".length());
        try (var files = Files.list(model)) {
            for (var file : files.toList()) {
                try (var content = Files.newInputStream(file)) {
                    var name = root.replace(" ", "=20") + "/" + file.getFileName();
                    blobs.put(name, content);
                }
            }
        }
    }
}
