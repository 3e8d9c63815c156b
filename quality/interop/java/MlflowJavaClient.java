import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.mlflow.api.proto.ModelRegistry.ModelVersion;
import org.mlflow.api.proto.Service.CreateRun;
import org.mlflow.api.proto.Service.Metric;
import org.mlflow.api.proto.Service.Param;
import org.mlflow.api.proto.Service.Run;
import org.mlflow.api.proto.Service.RunStatus;
import org.mlflow.api.proto.Service.RunTag;
import org.mlflow.api.proto.Service.ViewType;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.MlflowClientException;
import org.mlflow.tracking.MlflowContext;
import org.mlflow.tracking.MlflowHttpException;

/**
 * What a user of MLflow's Java client does, against the server whose address is the first argument.
 * The others name the parts to run; each prints one line that says whether it passed.
 */
final class MlflowJavaClient {
    private final MlflowClient client;
    private final String name = "java-" + UUID.randomUUID();

    private MlflowJavaClient(String url) {
        client = new MlflowClient(url);
    }

    public static void main(String[] arguments) {
        for (var part : List.of(arguments).subList(1, arguments.length)) {
            try {
                new MlflowJavaClient(arguments[0]).run(part);
                System.out.println(part + ": passed");
            } catch (Exception | AssertionError e) {
                System.out.println(part + ": failed");
                e.printStackTrace();
            }
        }
    }

    private void run(String part) throws Exception {
        switch (part) {
            case "experiments" -> experiments();
            case "runs" -> runs();
            case "logging" -> logging();
            case "search" -> search();
            case "artifacts" -> artifacts();
            case "registry" -> registry();
            case "context" -> context();
            case "errors" -> errors();
            default -> throw new IllegalArgumentException(part);
        }
    }

    private void experiments() {
        var id = client.createExperiment(name);
        client.setExperimentTag(id, "team", "grün");
        client.renameExperiment(id, name + "-new");
        var found = client.getExperimentByName(name + "-new").orElseThrow();
        equal(id, found.getExperimentId());
        equal("grün", found.getTags(0).getValue());
        equal("mlflow-artifacts:/" + id, found.getArtifactLocation());
        equal(false, client.getExperimentByName(name).isPresent());
        equal(1, client.searchExperiments("name = '" + name + "-new'").getItems().size());
        client.deleteExperiment(id);
        equal("deleted", client.getExperiment(id).getLifecycleStage());
        client.restoreExperiment(id);
        equal("active", client.getExperiment(id).getLifecycleStage());
        equal("Default", client.getExperiment("0").getName());
    }

    private void runs() {
        var experiment = client.createExperiment(name);
        var request =
                CreateRun.newBuilder()
                        .setExperimentId(experiment)
                        .setRunName("first")
                        .setStartTime(1234)
                        .addTags(RunTag.newBuilder().setKey("a").setValue("1"))
                        .build();
        var run = client.createRun(request).getRunId();
        var info = client.getRun(run).getInfo();
        equal(RunStatus.RUNNING, info.getStatus());
        equal(1234L, info.getStartTime());
        equal(run, info.getRunUuid());
        client.setTerminated(run, RunStatus.FAILED, 5678);
        equal(RunStatus.FAILED, client.getRun(run).getInfo().getStatus());
        equal(5678L, client.getRun(run).getInfo().getEndTime());
        client.deleteRun(run);
        equal("deleted", client.getRun(run).getInfo().getLifecycleStage());
        client.restoreRun(run);
        equal("active", client.getRun(run).getInfo().getLifecycleStage());
    }

    private void logging() {
        var run = client.createRun(client.createExperiment(name)).getRunId();
        client.logParam(run, "depth", "6");
        client.logMetric(run, "loss", 0.5, 1000, 1);
        client.logMetric(run, "loss", 0.25, 2000, 2);
        client.logMetric(run, "nan", Double.NaN);
        client.setTag(run, "kind", "tree");
        client.setTag(run, "gone", "x");
        client.deleteTag(run, "gone");
        client.logBatch(
                run,
                List.of(metric("auc", 0.75, 7), metric("auc", 0.875, 8)),
                List.of(Param.newBuilder().setKey("rate").setValue("0.1").build()),
                List.of(RunTag.newBuilder().setKey("b").setValue("2").build()));
        var data = client.getRun(run).getData();
        equal(Map.of("depth", "6", "rate", "0.1"), params(data.getParamsList()));
        equal(0.25, value(data.getMetricsList(), "loss"));
        equal(0.875, value(data.getMetricsList(), "auc"));
        equal(true, Double.isNaN(value(data.getMetricsList(), "nan")));
        equal(false, data.getTagsList().stream().anyMatch(tag -> tag.getKey().equals("gone")));
        var history = client.getMetricHistory(run, "loss");
        equal(List.of(1L, 2L), history.stream().map(Metric::getStep).toList());
    }

    private void search() {
        var experiment = client.createExperiment(name);
        for (int i = 0; i < 7; i++) {
            var run = client.createRun(experiment).getRunId();
            client.logMetric(run, "i", i);
            client.logParam(run, "odd", i % 2 == 0 ? "no" : "yes");
        }
        var ids = List.of(experiment);
        var filter = "metrics.i > 2 AND params.odd = 'yes'";
        var page =
                client.searchRuns(
                        ids, filter, ViewType.ACTIVE_ONLY, 100, List.of("metrics.i DESC"));
        equal(List.of(5.0, 3.0), page.getItems().stream().map(MlflowJavaClient::i).toList());
        var first = client.searchRuns(ids, "", ViewType.ALL, 4, List.of("metrics.i"));
        equal(4, first.getPageSize());
        equal(true, first.hasNextPage());
        var second = first.getNextPage();
        equal(3, second.getPageSize());
        equal(false, second.hasNextPage());
    }

    /** The client hands artifacts to the command line of the Python client. */
    private void artifacts() throws Exception {
        var run = client.createRun(client.createExperiment(name)).getRunId();
        var folder = Files.createTempDirectory("interop");
        var file = Files.writeString(folder.resolve("a.txt"), "hello").toFile();
        client.logArtifact(run, file, "dir");
        Files.createDirectories(folder.resolve("sub"));
        Files.writeString(folder.resolve("sub").resolve("b.txt"), "there");
        client.logArtifacts(run, folder.resolve("sub").toFile());
        equal(2, client.listArtifacts(run).size());
        var listed = client.listArtifacts(run, "dir");
        equal("dir/a.txt", listed.get(0).getPath());
        equal(5L, listed.get(0).getFileSize());
        equal("hello", read(client.downloadArtifacts(run, "dir/a.txt")));
        equal("there", read(client.downloadArtifacts(run, "b.txt")));
    }

    private void registry() throws Exception {
        var run = client.createRun(client.createExperiment(name)).getRunId();
        var file = Files.writeString(Files.createTempDirectory("interop").resolve("w"), "weights");
        client.logArtifact(run, file.toFile(), "model");
        post("registered-models/create", "{\"name\": \"%s\"}".formatted(name));
        var source = client.getRun(run).getInfo().getArtifactUri() + "/model";
        for (int i = 0; i < 2; i++) {
            post(
                    "model-versions/create",
                    "{\"name\": \"%s\", \"source\": \"%s\", \"run_id\": \"%s\"}"
                            .formatted(name, source, run));
        }
        post(
                "model-versions/transition-stage",
                """
                {"name": "%s", "version": "1", "stage": "Production",
                 "archive_existing_versions": true}"""
                        .formatted(name));
        equal("Production", client.getModelVersion(name, "1").getCurrentStage());
        equal(run, client.getModelVersion(name, "2").getRunId());
        equal(2, client.getRegisteredModel(name).getLatestVersionsCount());
        var production = client.getLatestVersions(name, List.of("Production"));
        equal(List.of("1"), production.stream().map(ModelVersion::getVersion).toList());
        equal(source, client.getModelVersionDownloadUri(name, "1"));
        equal(2, client.searchModelVersions("name = '" + name + "'").getItems().size());
        var downloaded = client.downloadModelVersion(name, "1");
        equal("weights", read(new File(downloaded, "w")));
    }

    private void context() {
        var context = new MlflowContext(client);
        client.createExperiment(name);
        context.setExperimentName(name);
        var parent = context.startRun("parent");
        parent.logParams(Map.of("a", "1", "b", "2"));
        parent.logMetrics(Map.of("x", 1.5, "y", 2.5), 3);
        var child = context.startRun("child", parent.getId());
        child.setTags(Map.of("t", "v"));
        child.endRun();
        parent.endRun();
        Run found = client.getRun(child.getId());
        equal(
                true,
                found.getData().getTagsList().stream()
                        .anyMatch(
                                tag ->
                                        tag.getKey().equals("mlflow.parentRunId")
                                                && tag.getValue().equals(parent.getId())));
        equal(RunStatus.FINISHED, client.getRun(parent.getId()).getInfo().getStatus());
    }

    private void errors() {
        equal(404, status(() -> client.getRun("0".repeat(32))));
        equal(404, status(() -> client.getExperiment("987654321")));
        var id = client.createExperiment(name);
        equal(400, status(() -> client.createExperiment(name)));
        equal(400, status(() -> client.searchRuns(List.of(id), "nonsense")));
    }

    private static int status(Runnable mistake) {
        try {
            mistake.run();
            return 200;
        } catch (MlflowHttpException e) {
            return e.getStatusCode();
        } catch (MlflowClientException e) {
            throw new AssertionError("no answer of HTTP", e);
        }
    }

    private void post(String path, String json) {
        client.sendPost(path, json);
    }

    private static Metric metric(String key, double value, long step) {
        return Metric.newBuilder()
                .setKey(key)
                .setValue(value)
                .setTimestamp(1000)
                .setStep(step)
                .build();
    }

    private static double i(Run run) {
        return value(run.getData().getMetricsList(), "i");
    }

    private static double value(List<Metric> metrics, String key) {
        var found = metrics.stream().filter(metric -> metric.getKey().equals(key)).findFirst();
        return found.orElseThrow().getValue();
    }

    private static Map<String, String> params(List<Param> params) {
        var map = new java.util.HashMap<String, String>();
        params.forEach(param -> map.put(param.getKey(), param.getValue()));
        return map;
    }

    private static String read(File file) throws Exception {
        return Files.readString(Path.of(file.getPath()));
    }

    private static void equal(Object expected, Object found) {
        if (!Objects.equals(expected, found)) {
            throw new AssertionError("expected " + expected + ", found " + found);
        }
    }
}
