import java.io.File;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.TreeMap;
import org.mlflow.tracking.MlflowClient;

/**
 * A run through MLflow's Java client: `URL RUN put FILE FOLDER` adds to it, `URL RUN show` prints
 * what it has, a line each.
 */
final class MlflowDoor {
    private MlflowDoor() {}

    public static void main(String[] arguments) throws Exception {
        try (var client = new MlflowClient(arguments[0])) {
            var id = arguments[1];
            if (arguments[2].equals("put")) {
                client.logMetric(id, "java", 0.0625, 1000, 4);
                client.logParam(id, "java", "yes");
                client.setTag(id, "java", "ü");
                client.logArtifact(id, new File(arguments[3]), arguments[4]);
                client.setTerminated(id);
            } else {
                show(client, id);
            }
        }
    }

    private static void show(MlflowClient client, String id) throws Exception {
        var run = client.getRun(id);
        System.out.println("status " + run.getInfo().getStatus());
        var lines = new TreeMap<String, String>();
        run.getData().getMetricsList().forEach(each -> lines.put("metric " + each.getKey(), "" + each.getValue()));
        run.getData().getParamsList().forEach(each -> lines.put("param " + each.getKey(), each.getValue()));
        run.getData().getTagsList().forEach(each -> lines.put("tag " + each.getKey(), each.getValue()));
        lines.forEach((key, value) -> System.out.println(key + " " + value));
        var root = client.downloadArtifacts(id).toPath();
        try (var files = Files.walk(root)) {
            for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
                var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
                var path = root.relativize(file).toString().replace(File.separatorChar, '/');
                System.out.println("file " + path + " " + HexFormat.of().formatHex(digest));
            }
        }
        var version = client.getModelVersion("doors-" + id, "1");
        var aliases = String.join(",", version.getAliasesList());
        System.out.println("version " + version.getVersion() + " " + version.getRunId() + " " + aliases);
    }
}
