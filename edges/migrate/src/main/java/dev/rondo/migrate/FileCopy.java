package dev.rondo.migrate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

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

    /** Copies all of them to an address here. */
    void copy(SourceFiles files, String address) {
        copy(files, "", address);
    }

    private void copy(SourceFiles files, String folder, String address) {
        for (var entry : files.list(folder)) {
            if (entry.folder()) {
                copy(files, entry.path(), address);
            } else {
                file(address + "/" + entry.path(), files.open(entry.path()));
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
