package dev.rondo.tracking;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rondo.store.Blob;
import dev.rondo.store.BlobContent;
import dev.rondo.store.Tx;
import java.time.Instant;
import java.util.Optional;

/** The digests of files, {@code tracking_artifacts}. */
final class ArtifactTable {
    private static final long NANOS = 1_000_000_000L;

    private ArtifactTable() {}

    static void put(Tx tx, String path, Blob blob) {
        tx.update(
                """
                INSERT INTO tracking_artifacts (path, size, stored_at, sha256) VALUES (?, ?, ?, ?)
                ON CONFLICT (path) DO UPDATE SET size = excluded.size,
                stored_at = excluded.stored_at, sha256 = excluded.sha256\
                """,
                path.getBytes(UTF_8),
                blob.size(),
                nanos(blob.storedAt()),
                blob.sha256());
    }

    /** The digest of this very content, if it is known. */
    static Optional<String> digest(Tx tx, String path, BlobContent content) {
        return tx.first(
                "SELECT sha256 FROM tracking_artifacts WHERE path = ? AND size = ? AND stored_at = ?",
                row -> row.text("sha256"),
                path.getBytes(UTF_8),
                content.size(),
                nanos(content.storedAt()));
    }

    /** Forgets a file, and all below it if it is a folder. */
    static void remove(Tx tx, String path) {
        tx.update(
                "DELETE FROM tracking_artifacts WHERE path = ? OR (path >= ? AND path < ?)",
                path.getBytes(UTF_8),
                (path + '/').getBytes(UTF_8),
                (path + (char) ('/' + 1)).getBytes(UTF_8));
    }

    private static long nanos(Instant time) {
        return time.getEpochSecond() * NANOS + time.getNano();
    }
}
