package dev.rondo.onnx;

import dev.rondo.base.RondoException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The platform threads on which native code runs, for it pins the carrier of a virtual thread. As
 * many run as there are processors; so many more wait; others are told to come again.
 */
final class NativeCalls {
    private static final int MAX_WAITING = 512;

    /** Native code that overflows its stack ends the process; Java's own 1 MiB is too little. */
    private static final long STACK_BYTES = 16 << 20;

    private static final ThreadPoolExecutor POOL = pool();

    private NativeCalls() {}

    private static ThreadPoolExecutor pool() {
        int threads = Runtime.getRuntime().availableProcessors();
        var pool =
                new ThreadPoolExecutor(
                        threads,
                        threads,
                        60,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(MAX_WAITING),
                        Thread.ofPlatform()
                                .daemon()
                                .name("onnx-", 1)
                                .stackSize(STACK_BYTES)
                                .factory());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /**
     * Runs a call and waits for it.
     *
     * @throws RondoException whatever the call throws; of kind UNAVAILABLE when too many wait
     */
    static <T> T run(Callable<T> call) {
        var task = new FutureTask<>(call);
        try {
            POOL.execute(task);
        } catch (RejectedExecutionException e) {
            throw RondoException.unavailable(
                            "onnx.busy", MAX_WAITING + " calls of ONNX Runtime wait already")
                    .next("try again in a moment")
                    .causedBy(e);
        }
        return answer(task);
    }

    private static <T> T answer(FutureTask<T> task) {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RondoException.unavailable("onnx.interrupted", "the call was interrupted")
                    .causedBy(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RondoException known) {
                throw known;
            }
            throw RondoException.internal("onnx.failed", "ONNX Runtime failed").causedBy(e);
        }
    }
}
