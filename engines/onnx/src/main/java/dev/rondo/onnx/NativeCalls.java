package dev.rondo.onnx;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.rondo.base.RondoException;
import java.lang.management.ManagementFactory;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Where native code runs, which takes more stack than Java's threads have by default: on a pool's
 * threads, of which as many run as there are processors, so many more wait, and others are told to
 * come again; or on the carrier of a virtual thread, where all threads of the process have such
 * stacks. There it holds the carrier, so whoever asks sees to it that few do for long.
 */
final class NativeCalls {
    private static final int MAX_WAITING = 512;

    /** Native code that overflows its stack ends the process; Java's own 1 MiB is too little. */
    private static final long STACK_BYTES = 16 << 20;

    /** Carriers have the default size, which the launcher sets with {@code -Xss}. */
    private static final boolean LARGE_CARRIERS = defaultStackBytes() >= STACK_BYTES;

    private static final ThreadPoolExecutor POOL = pool();

    private NativeCalls() {}

    private static long defaultStackBytes() {
        var machine = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        return Long.parseLong(machine.getVMOption("ThreadStackSize").getValue()) << 10;
    }

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
     * Runs a call on this thread if it can, and else as {@link #run}: a hand-over costs some 30 us.
     *
     * @throws RondoException as {@link #run}
     */
    static <T> T runHere(Callable<T> call) {
        if (!LARGE_CARRIERS || !Thread.currentThread().isVirtual()) {
            return run(call);
        }
        try {
            return call.call();
        } catch (Exception e) {
            throw told(e);
        }
    }

    /**
     * Runs a call on a thread of the pool and waits for it.
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
            throw told(Objects.requireNonNullElse(e.getCause(), e));
        }
    }

    private static RondoException told(Throwable failure) {
        return failure instanceof RondoException known
                ? known
                : RondoException.internal("onnx.failed", "ONNX Runtime failed").causedBy(failure);
    }
}
