package dev.rondo.store;

import dev.rondo.base.Digests;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/** One migration of a room, as its resource holds it. */
record MigrationFile(int version, String name, String text) {
    private static final Pattern NAME = Pattern.compile("V(\\d+)__\\w+\\.sql");
    private static final Pattern STATEMENT_END = Pattern.compile(";[ \\t]*(?:\\R|$)");
    private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*--.*$");

    static MigrationFile of(String name, byte[] bytes) {
        var matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            throw new IllegalStateException(name + " is not named as V1__what.sql");
        }
        var text = new String(bytes, StandardCharsets.UTF_8).replace("\r\n", "\n");
        return new MigrationFile(Integer.parseInt(matcher.group(1)), name, text);
    }

    /** The room's files in the folder or jar that the anchor comes from, by version from 1 on. */
    static List<MigrationFile> all(String room, Class<?> anchor) {
        var files = new ArrayList<MigrationFile>();
        try {
            var home = Path.of(anchor.getProtectionDomain().getCodeSource().getLocation().toURI());
            if (Files.isDirectory(home)) {
                readFolder(home.resolve("db").resolve(room), files);
            } else {
                readJar(home.toFile(), "db/" + room + "/", files);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
        files.sort(Comparator.comparingInt(MigrationFile::version));
        for (int i = 0; i < files.size(); i++) {
            if (files.get(i).version != i + 1) {
                throw new IllegalStateException(
                        "%s of room %s should be version %d"
                                .formatted(files.get(i).name, room, i + 1));
            }
        }
        return files;
    }

    private static void readFolder(Path folder, List<MigrationFile> files) throws IOException {
        try (var entries = Files.newDirectoryStream(folder)) {
            for (var entry : entries) {
                files.add(of(entry.getFileName().toString(), Files.readAllBytes(entry)));
            }
        }
    }

    private static void readJar(File file, String folder, List<MigrationFile> files)
            throws IOException {
        try (var jar = new JarFile(file)) {
            for (var entry : jar.stream().toList()) {
                if (entry.getName().startsWith(folder) && !entry.isDirectory()) {
                    var name = entry.getName().substring(folder.length());
                    files.add(of(name, jar.getInputStream(entry).readAllBytes()));
                }
            }
        }
    }

    String digest() {
        return Digests.of(text);
    }

    List<String> statements(Dialect dialect) {
        var plain = COMMENT.matcher(text).replaceAll("");
        return STATEMENT_END
                .splitAsStream(plain)
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .map(dialect::adapt)
                .toList();
    }
}
