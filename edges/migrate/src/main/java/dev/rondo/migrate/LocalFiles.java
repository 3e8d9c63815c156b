package dev.rondo.migrate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.base.RondoException;
import dev.rondo.client.RondoClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Files at addresses that are folders of this machine. */
final class LocalFiles {
    private static final String PROXIED = "mlflow-artifacts:/";

    private final Path proxied;

    /**
     * @param proxied the folder that {@code mlflow-artifacts:} addresses stand for
     */
    LocalFiles(Path proxied) {
        this.proxied = proxied;
    }

    /** Null for an address that is not on this machine. */
    private @Nullable Path root(String address) {
        if (address.startsWith(PROXIED)) {
            return proxied.resolve(address.substring(PROXIED.length()).replaceAll("^/+", ""));
        }
        if (address.startsWith("file:")) {
            return Path.of(URI.create(address).getPath());
        }
        return address.matches("[A-Za-z][A-Za-z0-9+.-]+:.*") ? null : Path.of(address);
    }

    List<JsonNode> list(String address, String folder) {
        var root = root(address);
        if (root == null || !Files.isDirectory(root.resolve(folder))) {
            return List.of();
        }
        var entries = new ArrayList<JsonNode>();
        try (var files = Files.list(root.resolve(folder))) {
            for (var file : files.sorted().toList()) {
                entries.add(
                        RondoClient.object()
                                .put("path", root.relativize(file).toString().replace('\\', '/'))
                                .put("is_dir", Files.isDirectory(file)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return entries;
    }

    InputStream open(String address, String path) {
        var root = root(address);
        try {
            return Files.newInputStream((root == null ? proxied : root).resolve(path));
        } catch (IOException e) {
            throw RondoException.unavailable("import.file", "a file cannot be read")
                    .at(address + "/" + path)
                    .because(String.valueOf(e.getMessage()))
                    .next("see that the files are where their database says")
                    .causedBy(e);
        }
    }
}
