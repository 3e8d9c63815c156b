package dev.rondo.inference;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.ZipInputStream;

/** Archives that the scripts beside them made: a folder for each model. */
final class GoldenArchives {
    private GoldenArchives() {}

    /**
     * The files of each folder by name, of bundled archives and of those that a property's folder
     * holds.
     */
    static Map<String, Map<String, byte[]>> all(
            String resources, List<String> bundled, String property) {
        var folders = new TreeMap<String, Map<String, byte[]>>();
        for (var name : bundled) {
            var archive = GoldenArchives.class.getResourceAsStream(resources + name);
            put(name, Objects.requireNonNull(archive, name), folders);
        }
        var more = System.getProperty(property);
        if (more != null) {
            try (var archives = Files.newDirectoryStream(Path.of(more), "*.zip")) {
                for (var archive : archives) {
                    put(archive.toString(), Files.newInputStream(archive), folders);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return folders;
    }

    private static void put(
            String archive, InputStream in, Map<String, Map<String, byte[]>> folders) {
        files(in).forEach((folder, files) -> folders.put(archive + "/" + folder, files));
    }

    /** An archive's files by folder and name. */
    static Map<String, Map<String, byte[]>> files(InputStream archive) {
        var folders = new TreeMap<String, Map<String, byte[]>>();
        try (var zip = new ZipInputStream(archive)) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                var path = Path.of(entry.getName());
                folders.computeIfAbsent(String.valueOf(path.getParent()), _ -> new HashMap<>())
                        .put(String.valueOf(path.getFileName()), zip.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folders;
    }
}
