package dev.rondo.python;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.base.RondoException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one child alive: asks it one thing at a time, kills it when it takes too long, and starts
 * another when it has gone, after a pause that doubles while children do not live long.
 */
final class Supervisor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LIVED_LONG = Duration.ofMinutes(1);
    private static final ScheduledThreadPoolExecutor TIMER = timer();

    private final PythonOptions options;
    private final Path model;
    private final ReentrantLock turn = new ReentrantLock(true);
    private volatile @Nullable Child child;
    private boolean closed;
    private int shortLives;
    private long startedNanos;

    Supervisor(PythonOptions options, Path model) {
        this.options = options;
        this.model = model;
    }

    private static ScheduledThreadPoolExecutor timer() {
        var timer =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("python-timer").factory());
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    /** Starts the first child, and returns what it said when it was ready. */
    JsonNode start() {
        var first = Child.start(options, model);
        take(first);
        return first.greeting();
    }

    private synchronized void take(Child started) {
        if (closed) {
            started.close();
            return;
        }
        startedNanos = System.nanoTime();
        child = started;
        LOG.info("python of {}: ready as process {}", model.getFileName(), started.pid());
        started.whenGone(() -> gone(started));
    }

    /**
     * Asks the child.
     *
     * @throws RondoException of kind UNAVAILABLE when there is none at the moment, when it dies of
     *     the request, or when it is killed because it takes too long: {@code model.timeout}
     */
    Message ask(Map<String, ?> header, List<ByteBuffer> payload) {
        try {
            if (!turn.tryLock(options.answerWithin().toMillis(), TimeUnit.MILLISECONDS)) {
                throw RondoException.unavailable("model.busy", "the model's Python is busy")
                        .next("send fewer requests at once, or try again in a moment");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RondoException.unavailable("model.interrupted", "the request was given up");
        }
        try {
            var current = child;
            if (current == null) {
                throw restarting();
            }
            return exchange(current, header, payload);
        } finally {
            turn.unlock();
        }
    }

    private Message exchange(Child current, Map<String, ?> header, List<ByteBuffer> payload) {
        var overdue = new AtomicBoolean();
        var alarm =
                TIMER.schedule(
                        () -> {
                            overdue.set(true);
                            current.kill();
                        },
                        options.answerWithin().toMillis(),
                        TimeUnit.MILLISECONDS);
        try {
            Message.send(current.channel(), header, payload);
            return Message.read(current.channel());
        } catch (IOException e) {
            current.kill();
            gone(current);
            throw overdue.get() ? timeout(e) : died(e);
        } finally {
            alarm.cancel(false);
        }
    }

    /** The request's own time is over; what is asked meanwhile is told to come again. */
    private RondoException timeout(IOException e) {
        return RondoException.unavailable("model.timeout", "Request processing time exceeded limit")
                .because(
                        "the model's Python did not answer within "
                                + options.answerWithin().toSeconds()
                                + " s and was killed")
                .next("send fewer rows at once, or start the server with a longer --python-timeout")
                .causedBy(e);
    }

    private static RondoException died(IOException e) {
        return RondoException.unavailable("model.died", "the model's Python died of the request")
                .because("it is being started again")
                .next("try again in a few seconds; the server's log has its last words")
                .causedBy(e);
    }

    private static RondoException restarting() {
        return RondoException.unavailable("model.restarting", "the model's Python is being started")
                .next("try again in a few seconds");
    }

    private synchronized void gone(Child dead) {
        if (child != dead) {
            return;
        }
        child = null;
        if (closed) {
            return;
        }
        boolean lived = System.nanoTime() - startedNanos > LIVED_LONG.toNanos();
        shortLives = lived ? 0 : shortLives + 1;
        LOG.warn("python of {}: process {} has ended", model.getFileName(), dead.pid());
        restartAfter(pause(shortLives));
    }

    /** 0.25 s after the first short life, twice as long after each further one, 30 s at most. */
    static Duration pause(int shortLives) {
        int doublings = Math.clamp(shortLives - 1L, 0, 10);
        var pause = FIRST_PAUSE.multipliedBy(1L << doublings);
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private void restartAfter(Duration pause) {
        var _ =
                TIMER.schedule(
                        () -> Thread.ofVirtual().start(this::restart),
                        pause.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private void restart() {
        try {
            take(Child.start(options, model));
        } catch (RondoException e) {
            LOG.warn("python of {}: {}", model.getFileName(), e.getMessage());
            synchronized (this) {
                if (!closed) {
                    restartAfter(pause(++shortLives));
                }
            }
        }
    }

    /** Lets the request at work end, within its time, and ends the child. */
    @Override
    public void close() {
        turn.lock();
        try {
            Child last;
            synchronized (this) {
                closed = true;
                last = child;
                child = null;
            }
            if (last != null) {
                last.close();
            }
        } finally {
            turn.unlock();
        }
    }
}
