package dev.rondo.server;

import dev.rondo.base.RondoException;
import dev.rondo.registry.WebhookSecrets;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The data directory of one server, locked against a second one. */
final class DataDirectory implements AutoCloseable {
    static final String WEBHOOK_KEY = "webhook.key";

    private final Path root;
    private final FileChannel channel;
    private final FileLock lock;

    private DataDirectory(Path root, FileChannel channel, FileLock lock) {
        this.root = root;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Creates what is missing and takes the lock.
     *
     * @throws RondoException of kind CONFLICT when another server runs on the directory,
     *     UNAVAILABLE when it cannot be written
     */
    static DataDirectory open(Path root) {
        try {
            Files.createDirectories(root);
            var file = root.resolve("server.lock");
            var channel =
                    FileChannel.open(
                            file,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            var lock = tryLock(channel);
            if (lock == null) {
                var owner = Files.readString(file).strip();
                channel.close();
                throw RondoException.conflict(
                                "server.data_in_use",
                                "another server"
                                        + (owner.isEmpty() ? "" : " (process " + owner + ")")
                                        + " runs on this data directory")
                        .at(root.toString())
                        .next("stop it first, or choose another directory with --data");
            }
            channel.truncate(0);
            channel.write(
                    StandardCharsets.UTF_8.encode(Long.toString(ProcessHandle.current().pid())));
            return new DataDirectory(root, channel, lock);
        } catch (IOException e) {
            throw unusable(root, e);
        }
    }

    private static RondoException unusable(Path root, IOException e) {
        return RondoException.unavailable(
                        "server.data_unwritable",
                        "the data directory cannot be used (" + e.getMessage() + ")")
                .at(root.toString())
                .next("check that it is a directory you may write to and that its disk has space")
                .causedBy(e);
    }

    private static @org.jspecify.annotations.Nullable FileLock tryLock(FileChannel channel)
            throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    Path root() {
        return root;
    }

    Path blobs() {
        return root.resolve("blobs");
    }

    Path journal() {
        return root.resolve("journal");
    }

    /** Where a server of model files records what it is asked, apart from what endpoints answer. */
    static Path served(Path root) {
        return root.resolve("served");
    }

    /**
     * The key of webhooks' secrets, made when it is first asked for; only its owner may read it.
     */
    byte[] webhookKey() {
        try {
            return KeyFile.read(root.resolve(WEBHOOK_KEY), WebhookSecrets.KEY);
        } catch (IOException e) {
            throw unusable(root, e);
        }
    }

    String sqliteUrl() {
        return "sqlite:" + root.resolve("rondo.db");
    }

    @Override
    public void close() {
        try {
            lock.release();
            channel.close();
        } catch (IOException e) {
            // The lock goes with the process.
        }
    }
}
