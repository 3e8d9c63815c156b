package dev.rondo.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.RondoException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small file system in memory runs full. Needs the right to mount one, or is skipped. */
class FullDiskTest {
    @TempDir Path disk;

    @BeforeEach
    void mount() throws Exception {
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.toString()) == 0,
                "a tmpfs can be mounted, which needs root");
        Files.write(ballast(), new byte[500_000]);
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", disk.toString());
    }

    private Path ballast() {
        return disk.resolve("ballast");
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
    }

    @Test
    void theDatabaseKeepsWhatItAcknowledgedAndGoesOnWhenThereIsSpace() throws Exception {
        try (var db = Db.open("sqlite:" + disk.resolve("full.db"))) {
            db.execute(tx -> tx.update("CREATE TABLE test_items (k BIGINT PRIMARY KEY, t TEXT)"));
            var acknowledged = fill(db);

            assertThat(stored(db)).isEqualTo(acknowledged);
            assertThatThrownBy(() -> insert(db, -1, 3_000_000))
                    .satisfies(FullDiskTest::isUnavailable);
            Files.delete(ballast());
            insert(db, -1, 100_000);

            acknowledged.add(-1L);
            assertThat(stored(db)).isEqualTo(acknowledged);
        }
    }

    /** Several callers write until each has met the full disk. */
    private static SortedSet<Long> fill(Db db) throws Exception {
        var acknowledged = new ConcurrentSkipListSet<Long>();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Future<?>>();
            for (int caller = 0; caller < 6; caller++) {
                long first = caller * 1_000_000L;
                all.add(callers.submit(() -> writeUntilFull(db, first, acknowledged)));
            }
            for (var each : all) {
                each.get();
            }
        }
        return new TreeSet<>(acknowledged);
    }

    private static void writeUntilFull(Db db, long first, Set<Long> acknowledged) {
        for (long key = first; ; key++) {
            try {
                insert(db, key, 20_000);
                acknowledged.add(key);
            } catch (RondoException e) {
                isUnavailable(e);
                return;
            }
        }
    }

    private static void insert(Db db, long key, int size) {
        db.write(tx -> tx.update("INSERT INTO test_items VALUES (?, ?)", key, "x".repeat(size)));
    }

    private static SortedSet<Long> stored(Db db) {
        var keys = db.read(tx -> tx.query("SELECT k FROM test_items", row -> row.integer("k")));
        return new TreeSet<>(keys);
    }

    private static void isUnavailable(Throwable e) {
        assertThat(e)
                .isInstanceOfSatisfying(
                        RondoException.class,
                        error -> {
                            assertThat(error.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
                            assertThat(error.nextStep()).contains("space");
                        });
    }

    @Test
    void aBlobThatDoesNotFitLeavesNothing() throws Exception {
        var blobs = Blobs.files(disk.resolve("blobs"));
        blobs.put("a", new ByteArrayInputStream(new byte[1000]));

        assertThatThrownBy(() -> blobs.put("a", new ByteArrayInputStream(new byte[3_000_000])))
                .satisfies(FullDiskTest::isUnavailable);

        assertThat(Files.size(blobs.localCopy("a"))).isEqualTo(1000);
        blobs.put("b", new ByteArrayInputStream(new byte[1_000_000]));
        assertThat(blobs.exists("b")).isTrue();
    }
}
