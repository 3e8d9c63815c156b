package dev.rondo.store;

import static java.util.Objects.requireNonNull;

import dev.rondo.base.Digests;
import dev.rondo.base.RondoException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Blobs as files. An upload goes to a file of its own under {@code ~uploads}, a name that no key
 * can have, is synced, and is then renamed to its place, which is one step of the file system. A
 * symbolic link below the root is no blob: it is USER {@code blob.link}, and no list shows it.
 */
final class FileBlobs implements Blobs {
    private static final int BUFFER = 1 << 16;
    private static final int MOST_PLACINGS = 100;
    private static final int MOST_DELETIONS = 20;
    private static final Duration ABANDONED = Duration.ofDays(1);
    private static final String UPLOADS = "~uploads";

    private final Path root;
    private final Path uploads;

    FileBlobs(Path root) {
        this.root = root.toAbsolutePath().normalize();
        uploads = this.root.resolve(UPLOADS);
        try {
            Files.createDirectories(uploads);
            deleteAbandoned();
        } catch (IOException e) {
            throw unavailable("the folder for blobs cannot be made", e);
        }
    }

    /**
     * Removes what killed processes have left. Ages are told by the file system's own clock; an
     * upload that another process is still writing is younger.
     */
    private void deleteAbandoned() throws IOException {
        var probe = Files.createTempFile(uploads, "probe", "");
        var limit = Files.getLastModifiedTime(probe).toInstant().minus(ABANDONED);
        Files.delete(probe);
        try (var left = Files.newDirectoryStream(uploads)) {
            for (var upload : left) {
                deleteIfOlder(upload, limit);
            }
        }
    }

    private static void deleteIfOlder(Path upload, Instant limit) throws IOException {
        try {
            if (Files.getLastModifiedTime(upload).toInstant().isBefore(limit)) {
                Files.deleteIfExists(upload);
            }
        } catch (NoSuchFileException _) {
            // another process has just put it to its place
        }
    }

    @Override
    public Blob put(String key, InputStream content) {
        var target = path(key);
        var upload = uploads.resolve(UUID.randomUUID().toString());
        try {
            var blob = write(key, content, upload);
            place(key, upload, target);
            return blob;
        } catch (IOException e) {
            throw unavailable("\"" + key + "\" could not be stored", e);
        } finally {
            deleteQuietly(upload);
        }
    }

    private static Blob write(String key, InputStream content, Path upload) throws IOException {
        try (var file =
                FileChannel.open(upload, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            var digest = Digests.sha256();
            var buffer = new byte[BUFFER];
            long size = 0;
            for (int n = read(content, buffer); n >= 0; n = read(content, buffer)) {
                digest.update(buffer, 0, n);
                var bytes = ByteBuffer.wrap(buffer, 0, n);
                while (bytes.hasRemaining()) {
                    file.write(bytes);
                }
                size += n;
            }
            file.force(true);
            var time = Files.getLastModifiedTime(upload).toInstant();
            return new Blob(key, size, Digests.text(digest), time);
        }
    }

    /** The caller's stream may break too; that is no trouble of the disk's. */
    private static int read(InputStream content, byte[] buffer) {
        try {
            return content.read(buffer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void place(String key, Path upload, Path target) throws IOException {
        var folder = requireNonNull(target.getParent());
        for (int i = 1; ; i++) {
            try {
                Files.createDirectories(folder);
                if (Files.isDirectory(target)) {
                    throw taken(key, "it is a folder of blobs already");
                }
                Files.move(
                        upload,
                        target,
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
                syncFolders(folder);
                return;
            } catch (FileSystemException e) {
                if (leadsThroughFile(folder)) {
                    throw taken(key, "a part of it is a blob already").causedBy(e);
                }
                if (Files.isDirectory(target)) {
                    throw taken(key, "it is a folder of blobs already").causedBy(e);
                }
                // Others delete the folder, or put a blob in its place and delete that, meanwhile.
                if (i == MOST_PLACINGS || !Files.exists(upload)) {
                    throw e;
                }
            }
        }
    }

    private boolean leadsThroughFile(Path folder) {
        for (var each = folder; !each.equals(root); each = requireNonNull(each.getParent())) {
            if (Files.isRegularFile(each)) {
                return true;
            }
        }
        return false;
    }

    /** A rename, and a folder that was made for it, last once the folders above are synced. */
    private void syncFolders(@Nullable Path folder) throws IOException {
        for (var each = folder; each != null && each.startsWith(root); each = each.getParent()) {
            try (var channel = FileChannel.open(each, StandardOpenOption.READ)) {
                channel.force(true);
            } catch (NoSuchFileException _) {
                // somebody has deleted it already, with the new blob
            }
        }
    }

    @Override
    public InputStream open(String key) {
        var file = path(key);
        if (!Files.isRegularFile(file)) {
            throw notFound(key);
        }
        try {
            return Files.newInputStream(file);
        } catch (NoSuchFileException e) {
            throw notFound(key).causedBy(e);
        } catch (IOException e) {
            throw unavailable("\"" + key + "\" could not be read", e);
        }
    }

    @Override
    public BlobContent read(String key) {
        var file = path(key);
        try {
            var content = tryRead(key, file);
            while (content == null) {
                content = tryRead(key, file);
            }
            return content;
        } catch (IOException e) {
            throw Files.isRegularFile(file)
                    ? unavailable("\"" + key + "\" could not be read", e)
                    : notFound(key).causedBy(e);
        }
    }

    /**
     * Null when a new version has come between: one's time would be told with the other's content.
     */
    private static @Nullable BlobContent tryRead(String key, Path file) throws IOException {
        var before = attributes(key, file);
        var channel = FileChannel.open(file, StandardOpenOption.READ);
        boolean taken = false;
        try {
            taken = same(before, attributes(key, file));
            return taken
                    ? new BlobContent(
                            channel.size(),
                            before.lastModifiedTime().toInstant(),
                            Channels.newInputStream(channel))
                    : null;
        } finally {
            if (!taken) {
                channel.close();
            }
        }
    }

    private static BasicFileAttributes attributes(String key, Path file) throws IOException {
        var attributes = Files.readAttributes(file, BasicFileAttributes.class);
        if (!attributes.isRegularFile()) {
            throw notFound(key);
        }
        return attributes;
    }

    private static boolean same(BasicFileAttributes one, BasicFileAttributes other) {
        return one.lastModifiedTime().equals(other.lastModifiedTime())
                && Objects.equals(one.fileKey(), other.fileKey());
    }

    @Override
    public boolean exists(String key) {
        return Files.isRegularFile(path(key));
    }

    @Override
    public void delete(String key) {
        var file = path(key);
        try {
            if (Files.isRegularFile(file)) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw unavailable("\"" + key + "\" could not be deleted", e);
        }
    }

    @Override
    public void deleteAll(String key) {
        try {
            deleteTree(path(key));
        } catch (IOException e) {
            throw unavailable("\"" + key + "\" could not be deleted", e);
        }
    }

    /** Again where it fails, as it does when another writer makes a folder of a file meanwhile. */
    private static void deleteTree(Path file) throws IOException {
        for (int i = 1; ; i++) {
            try {
                tryDeleteTree(file);
                return;
            } catch (FileSystemException e) {
                if (i == MOST_DELETIONS) {
                    throw e;
                }
            }
        }
    }

    /** A folder into which another writer puts a blob meanwhile stays, with that blob. */
    private static void tryDeleteTree(Path file) throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return; // below a blob there is nothing, which deleteIfExists calls an error
        }
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            try (var children = Files.newDirectoryStream(file)) {
                for (var child : children) {
                    tryDeleteTree(child);
                }
            } catch (NoSuchFileException | NotDirectoryException _) {
                // another has deleted it, or put a blob in its place
            }
        }
        try {
            Files.deleteIfExists(file);
        } catch (DirectoryNotEmptyException _) {
            // a blob that has come meanwhile
        }
    }

    @Override
    public List<BlobEntry> list(String prefix) {
        var folder = prefix.isEmpty() ? root : path(prefix);
        var entries = new ArrayList<BlobEntry>();
        try (var children = Files.newDirectoryStream(folder)) {
            for (var child : children) {
                var name = child.getFileName().toString();
                if (!name.equals(UPLOADS) && !Files.isSymbolicLink(child)) {
                    add(entries, prefix.isEmpty() ? name : prefix + "/" + name, name, child);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException _) {
            return List.of();
        } catch (IOException e) {
            throw unavailable("\"" + prefix + "\" could not be listed", e);
        }
        entries.sort(Comparator.comparing(BlobEntry::name));
        return entries;
    }

    private static void add(List<BlobEntry> entries, String key, String name, Path child)
            throws IOException {
        try {
            boolean folder = Files.isDirectory(child);
            entries.add(new BlobEntry(name, key, folder, folder ? 0 : Files.size(child)));
        } catch (NoSuchFileException _) {
            // deleted since its name was read
        }
    }

    @Override
    public Path localCopy(String key) {
        var file = path(key);
        if (!Files.exists(file)) {
            throw notFound(key);
        }
        return file;
    }

    /** Refuses links below the root, which may lead out of it. */
    private Path path(String key) {
        var file = root.resolve(BlobKeys.check(key));
        for (var each = file; !each.equals(root); each = requireNonNull(each.getParent())) {
            if (Files.isSymbolicLink(each)) {
                throw RondoException.user("blob.link", "\"" + key + "\" cannot be reached")
                        .because("a part of it is a symbolic link, which may lead anywhere")
                        .next("put what the link leads to in its place");
            }
        }
        return file;
    }

    private static void deleteQuietly(Path upload) {
        try {
            Files.deleteIfExists(upload);
        } catch (IOException _) {
            // what is left under ~uploads is never shown
        }
    }

    private static RondoException taken(String key, String reason) {
        return RondoException.conflict("blob.key_taken", "\"" + key + "\" cannot be stored")
                .because(reason)
                .next("choose another name");
    }

    private static RondoException notFound(String key) {
        return RondoException.notFound("blob.not_found", "there is no blob \"" + key + "\"");
    }

    private static RondoException unavailable(String what, IOException e) {
        return RondoException.unavailable("blob.unavailable", what)
                .because(String.valueOf(e.getMessage()))
                .next("check the disk's space and permissions, then send the request again")
                .causedBy(e);
    }
}
