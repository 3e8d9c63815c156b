package dev.rondo.server;

import dev.rondo.base.Digests;
import dev.rondo.base.RondoException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipInputStream;

/**
 * The archive that a running server gives as its backup.
 *
 * <pre>{@code
 * new BackupFile(Path.of("rondo.zip")).restore(Path.of("rondo-data"));
 * }</pre>
 */
public final class BackupFile {
    private final Path file;

    public BackupFile(Path file) {
        this.file = file;
    }

    /**
     * Reads all of it and compares it with its list.
     *
     * @return how many files it holds
     * @throws RondoException of kind USER {@code backup.damaged} when something is missing or other
     *     than it was
     */
    public int verify() {
        return read((name, content) -> content.transferTo(OutputStream.nullOutputStream())).size();
    }

    /**
     * Makes a data directory of it, all of it or nothing.
     *
     * @param data a directory that is not there yet, or empty
     * @return how many files it holds
     * @throws RondoException of kind USER {@code backup.damaged}, {@code restore.not_empty}
     */
    public int restore(Path data) {
        var target = data.toAbsolutePath().normalize();
        refuseFull(target);
        var folder = target.resolveSibling(target.getFileName() + ".restoring");
        try {
            Files.createDirectory(folder);
            try {
                var files = read((name, content) -> unpack(folder, name, content));
                for (var file : files) {
                    Files.setLastModifiedTime(folder.resolve(file.name()), file.time());
                }
                Files.deleteIfExists(target);
                Files.move(folder, target);
                return files.size();
            } finally {
                deleteAll(folder);
            }
        } catch (IOException e) {
            throw RondoException.unavailable(
                            "restore.unwritable", "the directory cannot be written")
                    .at(folder.toString())
                    .because(String.valueOf(e.getMessage()))
                    .next("check its permissions and the disk's space")
                    .causedBy(e);
        }
    }

    private static void refuseFull(Path target) {
        try {
            if (!Files.exists(target)) {
                Files.createDirectories(target.getParent());
                return;
            }
            try (var entries = Files.list(target)) {
                if (entries.findAny().isPresent()) {
                    throw RondoException.user("restore.not_empty", target + " is not empty")
                            .next("name a new directory");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void unpack(Path folder, String name, InputStream content) throws IOException {
        var place = folder.resolve(name).normalize();
        if (!place.startsWith(folder)) {
            throw damaged("it holds a path outside of itself");
        }
        Files.createDirectories(place.getParent());
        Files.copy(content, place);
    }

    /** What is done with each file. */
    private interface Action {
        void take(String name, InputStream content) throws IOException;
    }

    private Collection<BackupLine> read(Action action) {
        var found = new HashMap<String, String>();
        var listed = new HashMap<String, BackupLine>();
        try (var zip = new ZipInputStream(Files.newInputStream(file))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals(Backup.LIST)) {
                    readList(zip, listed);
                } else {
                    var digest = Digests.sha256();
                    action.take(entry.getName(), new DigestInputStream(zip, digest));
                    found.put(entry.getName(), Digests.text(digest));
                }
            }
        } catch (IOException e) {
            throw damaged(String.valueOf(e.getMessage())).causedBy(e);
        }
        boolean same =
                listed.keySet().equals(found.keySet())
                        && listed.values().stream()
                                .allMatch(line -> line.digest().equals(found.get(line.name())));
        if (listed.isEmpty() || !same) {
            throw damaged("its files are not those of its list");
        }
        return listed.values();
    }

    private static void readList(InputStream list, Map<String, BackupLine> listed)
            throws IOException {
        var text = new String(list.readAllBytes(), StandardCharsets.UTF_8);
        text.lines()
                .forEach(line ->
                        BackupLine.parse(line).ifPresent(each -> listed.put(each.name(), each)));
    }

    private static RondoException damaged(String why) {
        return RondoException.user("backup.damaged", "the file is no whole backup")
                .because(why)
                .next("make another one with `rondo backup FILE`");
    }

    private static void deleteAll(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
