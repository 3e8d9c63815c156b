package dev.rondo.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What holds with many callers at once, on every database. */
abstract class ConcurrencyContract extends DbSuite {
    @Test
    @DisplayName(
            "concurrent writers: the rows are those that a plain map has, rolled back works left out")
    void concurrentWritersCountRight() throws Exception {
        int threads = 8;
        int rounds = 100;
        var expected = new TreeMap<String, Long>();
        var start = new CyclicBarrier(threads);
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Future<Map<String, Long>>>();
            for (int t = 0; t < threads; t++) {
                var random = new Random(t);
                all.add(
                        pool.submit(() -> {
                            start.await();
                            return addAtRandom(random, rounds);
                        }));
            }
            for (var each : all) {
                each.get().forEach((key, n) -> expected.merge(key, n, Long::sum));
            }
        }

        var stored = new TreeMap<String, Long>();
        db.read(tx ->
                tx.query(
                        "SELECT k, n FROM test_items",
                        row -> stored.put(row.text("k"), row.integer("n"))));
        assertThat(stored).isEqualTo(expected);
    }

    private Map<String, Long> addAtRandom(Random random, int rounds) {
        var added = new TreeMap<String, Long>();
        for (int i = 0; i < rounds; i++) {
            var key = "k" + random.nextInt(5);
            long n = random.nextInt(100);
            boolean fails = random.nextInt(4) == 0;
            try {
                db.execute(tx -> {
                    add(tx, key, n);
                    if (fails) {
                        throw new IllegalStateException("rolled back");
                    }
                });
                added.merge(key, n, Long::sum);
            } catch (IllegalStateException e) {
                assertThat(fails).isTrue();
            }
        }
        return added;
    }

    @Test
    void aNamedLockMakesADecisionOnAbsentRowsSafe() throws Exception {
        int threads = 8;
        var start = new CyclicBarrier(threads);
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Future<?>>();
            for (int t = 0; t < threads; t++) {
                var key = "thread" + t;
                all.add(
                        pool.submit(() -> {
                            start.await();
                            return db.write(tx -> {
                                tx.lock("only one");
                                boolean empty =
                                        tx.first("SELECT k FROM test_items", row -> row.text("k"))
                                                .isEmpty();
                                return empty ? put(tx, key, 1L) : 0;
                            });
                        }));
            }
            for (var each : all) {
                each.get();
            }
        }

        assertThat(column("SELECT k FROM test_items", row -> row.text("k"))).hasSize(1);
    }

    @Test
    void aLongReadDelaysNoWriter() throws Exception {
        var reading = new CountDownLatch(1);
        var written = new CountDownLatch(1);
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var read =
                    pool.submit(() ->
                            db.read(tx -> {
                                value(tx, "a");
                                reading.countDown();
                                await(written);
                                return "";
                            }));
            reading.await();
            db.write(tx -> put(tx, "a", 1L));
            written.countDown();
            read.get();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void add(Tx tx, String key, long n) {
        tx.update(
                "INSERT INTO test_items (k, n) VALUES (?, ?) ON CONFLICT (k) DO UPDATE SET n = test_items.n + excluded.n",
                key,
                n);
    }
}
