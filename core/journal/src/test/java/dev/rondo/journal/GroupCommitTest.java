package dev.rondo.journal;

import static dev.rondo.journal.Journals.inMemory;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class GroupCommitTest {
    private static final int APPENDERS = 20;

    @Test
    @DisplayName("rule 8.2: appends that come during a sync share the next one")
    void waitingAppendsShareOneSync() throws Exception {
        var files = new MemoryFiles();
        var inSync = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var waiting = new ArrayList<Thread>();
        var results = new ArrayList<Future<Long>>();
        try (var journal = inMemory(files, Durability.DISK, 1 << 20);
                var pool = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().factory())) {
            files.disk()
                    .beforeSync(() -> {
                        inSync.countDown();
                        awaitQuietly(goOn);
                    });
            results.add(pool.submit(() -> journal.append(new byte[10])));
            inSync.await();
            assertThat(journal.size()).as("not before it is durable").isZero();
            int before = files.disk().syncs();
            for (int i = 0; i < APPENDERS; i++) {
                results.add(
                        pool.submit(() -> {
                            synchronized (waiting) {
                                waiting.add(Thread.currentThread());
                            }
                            return journal.append(new byte[10]);
                        }));
            }
            awaitParked(waiting);
            goOn.countDown();
            for (var result : results) {
                result.get();
            }
            assertThat(files.disk().syncs() - before).isEqualTo(2);
            assertThat(results).extracting(Future::get).doesNotHaveDuplicates();
            assertThat(journal.size()).isEqualTo(APPENDERS + 1);
        }
    }

    private static void awaitParked(List<Thread> threads) {
        while (true) {
            synchronized (threads) {
                if (threads.size() == APPENDERS
                        && threads.stream().allMatch(t -> t.getState() == Thread.State.WAITING)) {
                    return;
                }
            }
            Thread.onSpinWait();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
