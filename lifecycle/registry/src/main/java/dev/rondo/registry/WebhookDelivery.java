package dev.rondo.registry;

import dev.rondo.store.Db;
import dev.rondo.store.Tx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers what waits in the outbox, until it is closed. Several processes may do so at once: a
 * lease keeps each webhook to one of them. A message may arrive twice when a process dies between
 * the answer and its record; it then has the same delivery id.
 */
public final class WebhookDelivery implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookDelivery.class);
    private static final Set<Integer> PASSING = Set.of(408, 425, 429, 500, 502, 503, 504);

    /** Other processes add messages too, and do not wake this one. */
    private static final long POLL_MILLIS = 5_000;

    private static final long AFTER_FAULT_MILLIS = 1_000;
    private static final int AT_ONCE = 32;

    private final Db db;
    private final Outbox outbox;
    private final WebhookSender sender;
    private final WebhookPolicy policy;
    private final InstantSource clock;
    private final ExecutorService deliveries = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger sending = new AtomicInteger();
    private final Thread loop;
    private volatile boolean stopping;

    WebhookDelivery(
            Db db, Outbox outbox, WebhookSender sender, WebhookPolicy policy, InstantSource clock) {
        this.db = db;
        this.outbox = outbox;
        this.sender = sender;
        this.policy = policy;
        this.clock = clock;
        loop = Thread.ofVirtual().name("webhook-delivery").start(this::run);
    }

    private void run() {
        while (!stopping) {
            try {
                outbox.await(round());
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException e) {
                if (!pauseAfter(e)) {
                    return;
                }
            }
        }
    }

    /** Sends what is due. Returns how long to wait before the next look. */
    private long round() {
        int free = AT_ONCE - sending.get();
        if (free == 0) {
            return POLL_MILLIS;
        }
        long now = clock.millis();
        var due = db.read(OutboxTable::nextDue);
        if (due.isEmpty() || due.get() > now) {
            return due.map(at -> Math.min(at - now, POLL_MILLIS)).orElse(POLL_MILLIS);
        }
        long leaseEnd = now + policy.timeout().plusMinutes(1).toMillis();
        for (var message : db.write(tx -> OutboxTable.claim(tx, now, leaseEnd, free))) {
            sending.incrementAndGet();
            deliveries.execute(() -> deliver(message));
        }
        return 0;
    }

    private boolean pauseAfter(RuntimeException e) {
        if (stopping) {
            return false;
        }
        LOG.warn("the webhooks' outbox could not be read; it is tried again", e);
        try {
            Thread.sleep(AFTER_FAULT_MILLIS);
            return true;
        } catch (InterruptedException _) {
            return false;
        }
    }

    private void deliver(Message message) {
        try {
            var outcome = send(message);
            boolean cutOff = Thread.interrupted();
            settle(message, outcome, cutOff);
        } catch (RuntimeException e) {
            LOG.warn("a webhook's delivery {} is not recorded", message.deliveryId(), e);
        } finally {
            sending.decrementAndGet();
            outbox.wake();
        }
    }

    private WebhookSender.Outcome send(Message message) {
        try {
            return sender.send(message);
        } catch (RuntimeException e) {
            LOG.warn("a webhook's delivery {} met a fault", message.deliveryId(), e);
            return new WebhookSender.Unreachable("a fault of the server: " + e);
        }
    }

    private void settle(Message message, WebhookSender.Outcome outcome, boolean cutOff) {
        if ((cutOff || stopping) && outcome instanceof WebhookSender.Unreachable) {
            // our own stopping is no failure of the receiver's
            record(tx -> OutboxTable.release(tx, message));
            return;
        }
        switch (outcome) {
            case WebhookSender.Answered(var answer) -> settle(message, answer);
            case WebhookSender.Unreachable(var reason) ->
                    fail(message, reason, policy.wait(message.attempts() + 1));
            case WebhookSender.Refused(var reason) -> bury(message, reason);
        }
    }

    private void settle(Message message, PinnedPost.Answer answer) {
        var error = "the answer was " + answer.status();
        if (answer.status() / 100 == 2) {
            record(tx -> OutboxTable.delivered(tx, message));
        } else if (PASSING.contains(answer.status())) {
            fail(message, error, wait(message, answer));
        } else {
            bury(message, error);
        }
    }

    /** What the receiver asks for, if it is longer than our own wait. */
    private Duration wait(Message message, PinnedPost.Answer answer) {
        var own = policy.wait(message.attempts() + 1);
        var asked = answer.headers().getOrDefault("retry-after", "");
        if (!asked.matches("[0-9]{1,9}")) {
            return own;
        }
        var wait = WebhookPolicy.shorter(Duration.ofSeconds(Long.parseLong(asked)));
        return wait.compareTo(own) > 0 ? wait : own;
    }

    private void fail(Message message, String error, Duration wait) {
        long now = clock.millis();
        if (now - message.creationMillis() >= policy.giveUpAfter().toMillis()) {
            bury(message, error);
        } else {
            record(tx -> OutboxTable.retry(tx, message, now + wait.toMillis(), error));
        }
    }

    private void bury(Message message, String error) {
        LOG.warn("a webhook's delivery {} is given up: {}", message.deliveryId(), error);
        record(tx -> OutboxTable.bury(tx, message, error));
    }

    /** The stopping interrupts what is being sent, once, and not what is being recorded. */
    private void record(Consumer<Tx> work) {
        try {
            db.execute(work);
        } catch (RuntimeException e) {
            if (!stopping) {
                throw e;
            }
            Thread.interrupted();
            db.execute(work);
        }
    }

    /** Cuts off what is on its way; it is sent again by the next that starts. */
    @Override
    public void close() {
        stopping = true;
        outbox.wake();
        try {
            loop.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        deliveries.shutdownNow();
        deliveries.close();
    }
}
