package dev.rondo.server;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.rondo.base.Digests;
import dev.rondo.http.Http;
import dev.rondo.http.Method;
import dev.rondo.http.Reply;
import dev.rondo.http.Request;
import dev.rondo.store.Db;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.TreeSet;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * `/api/v1/backup`: all that a running server keeps, as a zip archive. The database comes first, as
 * it is at one instant, and the key of its secrets; files and journal are copied after it, so they
 * hold at least what it speaks of. Last comes a list of the files with their checksums and times,
 * which {@link BackupFile} reads.
 */
final class Backup {
    static final String LIST = "files.sha256";
    static final String DATABASE = "rondo.db";

    /** Of blobs and journal; what lies in others is locks and unfinished work. */
    private static final String[] FOLDERS = {"blobs", "journal"};

    private final Db db;
    private final DataDirectory directory;

    Backup(Db db, DataDirectory directory) {
        this.db = db;
        this.directory = directory;
    }

    void mount(Http http) {
        http.route(Method.GET, "/api/v1/backup", this::backup);
    }

    private Reply backup(Request request) throws IOException {
        var folder = Files.createTempDirectory(directory.root(), "backup");
        try {
            db.copyTo(folder.resolve(DATABASE));
        } catch (RuntimeException e) {
            delete(folder);
            throw e;
        }
        return new Reply.Streamed("application/zip", out -> write(folder, out));
    }

    private void write(Path folder, OutputStream out) throws IOException {
        try (var list = Files.newBufferedWriter(folder.resolve(LIST))) {
            var zip = new ZipOutputStream(out);
            zip.setLevel(Deflater.BEST_SPEED);
            add(zip, list, DATABASE, folder.resolve(DATABASE));
            var key = DataDirectory.WEBHOOK_KEY;
            add(zip, list, key, directory.root().resolve(key));
            for (var name : FOLDERS) {
                addAll(zip, list, directory.root().resolve(name));
            }
            list.flush();
            zip.putNextEntry(new ZipEntry(LIST));
            Files.copy(folder.resolve(LIST), zip);
            zip.closeEntry();
            zip.finish();
        } finally {
            delete(folder);
        }
    }

    /** Sorted, so that of the journal's files only the last can still grow. */
    private void addAll(ZipOutputStream zip, BufferedWriter list, Path folder) throws IOException {
        try (var files = Files.newDirectoryStream(folder)) {
            var sorted = new TreeSet<Path>();
            files.forEach(sorted::add);
            for (var file : sorted) {
                var name = file.getFileName().toString();
                if (Files.isDirectory(file, NOFOLLOW_LINKS) && !name.startsWith("~")) {
                    addAll(zip, list, file);
                } else if (Files.isRegularFile(file, NOFOLLOW_LINKS) && !name.equals("lock")) {
                    var path = directory.root().relativize(file).toString().replace('\\', '/');
                    add(zip, list, path, file);
                }
            }
        }
    }

    /** A file that has gone meanwhile was not to be kept. */
    private static void add(ZipOutputStream zip, BufferedWriter list, String name, Path file)
            throws IOException {
        try (var content = Stamped.open(file)) {
            zip.putNextEntry(new ZipEntry(name));
            var digest = Digests.sha256();
            var buffer = new byte[1 << 16];
            for (int n = content.in().read(buffer); n >= 0; n = content.in().read(buffer)) {
                digest.update(buffer, 0, n);
                zip.write(buffer, 0, n);
            }
            zip.closeEntry();
            list.write(new BackupLine(Digests.text(digest), content.time(), name).text() + "\n");
        } catch (NoSuchFileException _) {
            return;
        }
    }

    /**
     * The content of a file and the time of that very content, which may be replaced any moment.
     */
    private record Stamped(InputStream in, FileTime time) implements AutoCloseable {
        static Stamped open(Path file) throws IOException {
            while (true) {
                var before = Files.getLastModifiedTime(file);
                var in = Files.newInputStream(file);
                if (Files.getLastModifiedTime(file).equals(before)) {
                    return new Stamped(in, before);
                }
                in.close();
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    private static void delete(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(DATABASE));
        Files.deleteIfExists(folder.resolve(LIST));
        Files.delete(folder);
    }
}
