package dev.rondo.migrate;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Function;

/**
 * Copies the files under an address and compares them by their SHA-256, which both sides are read
 * for. A file that is there and equal is not sent again.
 */
final class FileCopy {
    private final Target target;
    private final Tallies there;
    private final Tallies here;
    private final Path folder;

    FileCopy(Target target, Tallies there, Tallies here, Path folder) {
        this.target = target;
        this.there = there;
        this.here = here;
        this.folder = folder;
    }

    /**
     * Copies a folder with all in it.
     *
     * @param address where to, here
     * @param list what lies directly under a folder of theirs
     * @param open the content of a file of theirs
     */
    void copy(
            String address,
            Function<String, List<JsonNode>> list,
            Function<String, InputStream> open) {
        copy("", address, list, open);
    }

    private void copy(
            String path,
            String address,
            Function<String, List<JsonNode>> list,
            Function<String, InputStream> open) {
        for (var entry : list.apply(path)) {
            var name = entry.path("path").asText();
            if (entry.path("is_dir").asBoolean()) {
                copy(name, address, list, open);
            } else {
                file(address + "/" + name, open.apply(name));
            }
        }
    }

    private void file(String address, InputStream content) {
        try {
            var local = folder.resolve("file");
            try (content) {
                Files.copy(content, local, StandardCopyOption.REPLACE_EXISTING);
            }
            var theirs = Target.checksum(Files.newInputStream(local));
            there.add(Kind.FILES, address, theirs);
            if (!theirs.equals(ours(address))) {
                target.file(address, local);
            }
            here.add(Kind.FILES, address, ours(address));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String ours(String address) throws IOException {
        var content = target.open(address);
        return content.isEmpty() ? "" : Target.checksum(content.get());
    }
}
