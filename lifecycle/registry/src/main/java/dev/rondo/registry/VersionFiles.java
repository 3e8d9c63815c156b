package dev.rondo.registry;

import dev.rondo.base.RondoException;
import dev.rondo.inference.ModelDirectory;
import dev.rondo.store.BlobNames;
import dev.rondo.store.Blobs;
import dev.rondo.tracking.Artifacts;
import dev.rondo.tracking.Tracking;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The files of versions. All lie in the artifact store, a file under {@code artifacts/} and the
 * path of its address {@code mlflow-artifacts:/path}, so that clients can load them. The models
 * that we store ourselves lie under {@link Artifacts#REGISTERED}{@code /DIGEST}: the digest is that
 * of the files, so storing a model again changes nothing, and an upload that broke off is mended by
 * the next.
 */
final class VersionFiles {
    private static final String SCHEME = "mlflow-artifacts";

    private final Blobs blobs;
    private final Tracking tracking;

    VersionFiles(Blobs blobs, Tracking tracking) {
        this.blobs = blobs;
        this.tracking = tracking;
    }

    StoredModel store(Path directory) {
        var model = ModelDirectory.load(directory);
        var stored = new StoredModel(model.digest(), model.signature());
        var root = Uri.parse(address(stored)).segments();
        try (var files = Files.walk(directory)) {
            for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
                put(root, directory.relativize(file), file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return stored;
    }

    private void put(List<String> root, Path relative, Path file) throws IOException {
        try (var content = Files.newInputStream(file)) {
            var path = relative.toString().replace('\\', '/');
            blobs.put(key(root) + "/" + BlobNames.encode(path), content);
        }
    }

    /** Where clients load a model from that we have stored. */
    static String address(StoredModel stored) {
        return SCHEME
                + ":/"
                + Artifacts.REGISTERED
                + "/"
                + stored.digest().substring("sha256:".length());
    }

    /**
     * A local folder with the files of an address.
     *
     * @throws RondoException of kind USER {@code model.elsewhere} when they are not in our store;
     *     NOT_FOUND {@code blob.not_found}
     */
    Path directory(String location) {
        return blobs.localCopy(key(segments(location)));
    }

    /** The path of an address's files in our artifact store; errors as for {@link #directory}. */
    String path(String location) {
        return String.join("/", segments(location));
    }

    private List<String> segments(String location) {
        var uri = Uri.parse(location);
        return switch (uri.scheme()) {
            case SCHEME -> uri.segments();
            case "runs" -> ofRun(uri.segments());
            default ->
                    throw RondoException.user(
                                    "model.elsewhere",
                                    "the files of the version lie at " + Checks.shown(location))
                            .because("only files in this server's artifact store can be read")
                            .next("log the model to this server and make a version of that");
        };
    }

    /** A path of the run's artifacts, or else the name of a model that the run has logged. */
    private List<String> ofRun(List<String> segments) {
        var run = tracking.runs().get(segments.getFirst());
        var path = segments.subList(1, segments.size());
        var own = new ArrayList<>(segments(run.run().artifactUri()));
        own.addAll(path);
        if (!blobs.list(key(own)).isEmpty()) {
            return own;
        }
        return run.modelOutputs().stream()
                .map(output -> tracking.loggedModels().get(output.modelId()))
                .filter(model -> model.name().equals(String.join("/", path)))
                .findFirst()
                .map(model -> segments(model.artifactUri()))
                .orElse(own);
    }

    private static String key(List<String> segments) {
        return "artifacts/" + BlobNames.encode(String.join("/", segments));
    }
}
