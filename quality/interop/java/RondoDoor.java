import dev.rondo.client.Rondo;
import dev.rondo.client.RunFiles;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.TreeMap;

/**
 * A run through Rondo's own Java client: `URL RUN put FILE PATH EXPERIMENT` adds to it, `URL RUN show`
 * prints what it has, a line each.
 */
final class RondoDoor {
    private RondoDoor() {}

    public static void main(String[] arguments) throws Exception {
        var rondo = Rondo.at(arguments[0]);
        var id = arguments[1];
        if (arguments[2].equals("put")) {
            rondo.files(id).put(arguments[4], Path.of(arguments[3]));
            try (var child = rondo.run(arguments[5]).parent(id).name("child").start()) {
                child.metric("inner", 0.125);
                child.finish();
            }
        } else {
            show(rondo, id);
        }
    }

    private static void show(Rondo rondo, String id) throws Exception {
        var run = rondo.get(id);
        System.out.println("status " + run.status());
        new TreeMap<>(run.metrics()).forEach((key, value) -> System.out.println("metric " + key + " " + value));
        new TreeMap<>(run.params()).forEach((key, value) -> System.out.println("param " + key + " " + value));
        new TreeMap<>(run.tags()).forEach((key, value) -> System.out.println("tag " + key + " " + value));
        files(rondo.files(id), "");
        for (var version : rondo.models().versions("doors-" + id)) {
            System.out.println(
                    "version " + version.version() + " " + version.runId() + " " + String.join(",", version.aliases()));
        }
    }

    private static void files(RunFiles files, String folder) throws Exception {
        for (var entry : files.list(folder)) {
            if (entry.folder()) {
                files(files, entry.path());
            } else {
                try (var content = files.open(entry.path())) {
                    var digest = MessageDigest.getInstance("SHA-256").digest(content.readAllBytes());
                    System.out.println("file " + entry.path() + " " + HexFormat.of().formatHex(digest));
                }
            }
        }
    }
}
