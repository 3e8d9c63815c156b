package dev.rondo.migrate;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the files at MLflow's addresses on this machine, and remembers the addresses of others. */
final class Places {
    private static final String PROXIED = "mlflow-artifacts:/";

    private final Path proxied;
    private final List<String> elsewhere = new ArrayList<>();
    private boolean found;
    private @Nullable Path missing;

    /**
     * @param proxied the folder that {@code mlflow-artifacts:} addresses stand for
     */
    Places(Path proxied) {
        this.proxied = proxied;
    }

    /** No files for an address that is not on this machine. */
    LocalFiles at(String address) {
        var folder = folder(address);
        if (folder.isEmpty()) {
            elsewhere.add("the files at " + address + ", which is not on this machine");
            return new LocalFiles(null);
        }
        note(folder.get());
        return new LocalFiles(folder.get());
    }

    private void note(Path folder) {
        if (Files.isDirectory(folder)) {
            found = true;
        } else if (missing == null) {
            missing = folder;
        }
    }

    /** Those of its own folder, unless that is empty: a directory may have moved as a whole. */
    LocalFiles at(String address, Path own) {
        var files = new LocalFiles(own);
        if (files.list("").isEmpty()) {
            return at(address);
        }
        found = true;
        return files;
    }

    private Optional<Path> folder(String address) {
        if (address.startsWith(PROXIED)) {
            var path = address.substring(PROXIED.length()).replaceAll("^/+", "");
            var folder = proxied.resolve(path).normalize();
            return folder.startsWith(proxied.normalize()) ? Optional.of(folder) : Optional.empty();
        }
        if (address.startsWith("file:")) {
            return ofFile(address);
        }
        return address.matches("[A-Za-z][A-Za-z0-9+.-]+:.*")
                ? Optional.empty()
                : Optional.of(Path.of(address));
    }

    private static Optional<Path> ofFile(String address) {
        try {
            return Optional.of(Path.of(new URI(address).getPath()));
        } catch (URISyntaxException | InvalidPathException _) {
            return Optional.empty();
        }
    }

    /**
     * What lies on another machine. That a run's folder is missing is usual, as it is made with the
     * first file; that all are missing is a sign of another place.
     */
    List<String> elsewhere() {
        var all = new ArrayList<>(elsewhere);
        if (!found && missing != null) {
            all.add("files, if there are any: no folder of a run was found, such as " + missing);
        }
        return all;
    }
}
