package dev.rondo.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Works that wait for the writer of SQLite share one commit, and stay apart otherwise. */
class GroupCommitTest {
    private static final int WORKS = 20;

    @TempDir Path folder;
    private Path file;
    private Db db;
    private ExecutorService callers;

    @BeforeEach
    void open() {
        file = folder.resolve("group.db");
        db = Db.open("sqlite:" + file);
        db.execute(tx -> tx.update("CREATE TABLE test_items (k BIGINT PRIMARY KEY)"));
        callers = Executors.newVirtualThreadPerTaskExecutor();
    }

    @AfterEach
    void close() {
        callers.close();
        db.close();
    }

    @Test
    void worksThatWaitShareOneCommit() throws Exception {
        int before = commits();

        var all = whileTheWriterIsBusy(-1);
        for (var each : all) {
            each.get();
        }

        assertThat(stored()).hasSize(WORKS + 1);
        assertThat(commits() - before).as("the busy work's commit and the group's").isEqualTo(2);
    }

    @Test
    void oneWorkOfAGroupRollsBackAlone() throws Exception {
        int failing = 7;

        var all = whileTheWriterIsBusy(failing);

        for (int i = 0; i < WORKS; i++) {
            if (i == failing) {
                var future = all.get(i);
                assertThatThrownBy(future::get)
                        .isInstanceOf(ExecutionException.class)
                        .hasRootCauseMessage("work 7 fails");
            } else {
                all.get(i).get();
            }
        }
        assertThat(stored()).hasSize(WORKS).doesNotContain((long) failing, 1000L + failing);
    }

    /** Holds the writer in one work until all the others stand in its queue. */
    private List<Future<?>> whileTheWriterIsBusy(int failing) throws Exception {
        var busy = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        var first = callers.submit(() -> db.execute(tx -> hold(tx, busy, release)));
        busy.await();
        var all = new ArrayList<Future<?>>();
        for (int i = 0; i < WORKS; i++) {
            int n = i;
            all.add(callers.submit(() -> db.execute(tx -> work(tx, n, failing))));
        }
        while (((SqliteDb) db).waitingWrites() < WORKS) {
            Thread.onSpinWait();
        }
        release.countDown();
        first.get();
        return all;
    }

    private static void hold(Tx tx, CountDownLatch busy, CountDownLatch release) {
        tx.update("INSERT INTO test_items VALUES (-1)");
        busy.countDown();
        try {
            release.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void work(Tx tx, int n, int failing) {
        tx.update("INSERT INTO test_items VALUES (?)", n);
        if (n == failing) {
            tx.update("INSERT INTO test_items VALUES (?)", 1000 + n);
            throw new IllegalStateException("work " + n + " fails");
        }
    }

    private List<Long> stored() {
        return db.read(tx -> tx.query("SELECT k FROM test_items", row -> row.integer("k")));
    }

    /**
     * Commits in the write-ahead log: a frame of a commit names the database's size in pages, any
     * other frame 0 there (sqlite.org/fileformat2.html, sections 4.1 and 4.2).
     */
    private int commits() throws IOException {
        var log = ByteBuffer.wrap(Files.readAllBytes(Path.of(file + "-wal")));
        int frame = 24 + log.getInt(8);
        int commits = 0;
        for (int at = 32; at + frame <= log.limit(); at += frame) {
            commits += log.getInt(at + 4) == 0 ? 0 : 1;
        }
        return commits;
    }
}
