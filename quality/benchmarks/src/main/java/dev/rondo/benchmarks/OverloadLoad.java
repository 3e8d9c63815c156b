package dev.rondo.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * Ten times as many requests as a server can answer: what it still answers, how soon it refuses the
 * rest, and what it holds meanwhile. The requests come at their times whatever the server does, as
 * long as one of the connections is free.
 */
final class OverloadLoad {
    private static final int TREES = 1000;
    private static final int ROWS = 32;
    private static final int TIMES = 10;
    private static final int CONNECTIONS = 1000;
    private static final Duration CAPACITY_TIME = Duration.ofSeconds(15);
    private static final Duration TIME = Duration.ofSeconds(30);
    private static final int MOST = 1_000_000;

    private final ServerProcess server;
    private final List<byte[]> requests = ServedModels.requests("model", ROWS, 500, 5);
    private final ConcurrentLinkedQueue<Long> answered = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Long> refused = new ConcurrentLinkedQueue<>();
    private final AtomicInteger others = new AtomicInteger();
    private final AtomicInteger broken = new AtomicInteger();
    private final AtomicLong next = new AtomicLong();

    private OverloadLoad(ServerProcess server) {
        this.server = server;
    }

    /** Takes the folder with the launcher. */
    public static void main(String[] arguments) throws XGBoostError, InterruptedException {
        System.out.println(Machine.describe());
        var folder = WorkFolder.make("overload");
        var repository = folder.resolve("models");
        ServedModels.save(ServedModels.train(TREES, 6, 3), repository, "model", 1);
        var rondo = List.of(Path.of(arguments[0], "rondo").toString());
        try (var server = ServerProcess.serve(rondo, folder, repository)) {
            new OverloadLoad(server).run();
        }
    }

    private void run() throws InterruptedException {
        var calm = new Load(requests, 8, MOST, CAPACITY_TIME);
        calm.run(server.port());
        var capacity = calm.run(server.port());
        long memory = server.residentMebibytes();
        System.out.printf(
                "capacity with 8 connections: %.0f per second, p99 %.1f ms, resident memory %d MiB%n",
                capacity.perSecond(), capacity.percentile(0.99), memory);
        double rate = TIMES * capacity.perSecond();
        long most = flood(rate);
        double seconds = TIME.toNanos() / 1e9;
        System.out.printf(
                "%d times as many: %.0f per second wanted, %.0f sent%n",
                TIMES, rate, (answered.size() + refused.size() + others.get()) / seconds);
        print("answered 200", answered, seconds);
        print("refused 429 or 503", refused, seconds);
        System.out.printf(
                "other answers: %d, broken connections: %d%n", others.get(), broken.get());
        System.out.printf(
                "resident memory, at most: %d MiB; afterwards: %d MiB%n",
                most, server.residentMebibytes());
        var again = calm.run(server.port());
        System.out.printf("capacity afterwards: %.0f per second%n", again.perSecond());
    }

    /** Returns the most memory that was seen. */
    private long flood(double rate) throws InterruptedException {
        long began = System.nanoTime();
        var callers = new ArrayList<Thread>();
        for (int i = 0; i < CONNECTIONS; i++) {
            callers.add(Thread.ofVirtual().start(() -> call(began, rate)));
        }
        long most = 0;
        while (System.nanoTime() - began < TIME.toNanos()) {
            most = Math.max(most, server.residentMebibytes());
            Thread.sleep(200);
        }
        for (var caller : callers) {
            caller.join();
        }
        return most;
    }

    private void call(long began, double rate) {
        while (System.nanoTime() - began < TIME.toNanos()) {
            try (var connection = new Connection(server.port())) {
                while (one(connection, began, rate)) {}
            } catch (IOException e) {
                broken.incrementAndGet();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** One request at its time; false at the end. */
    private boolean one(Connection connection, long began, double rate)
            throws IOException, InterruptedException {
        long number = next.getAndIncrement();
        long due = began + (long) (number / rate * 1e9);
        long wait = due - System.nanoTime();
        if (due - began > TIME.toNanos() || System.nanoTime() - began > TIME.toNanos()) {
            return false;
        }
        if (wait > 0) {
            Thread.sleep(Duration.ofNanos(wait));
        }
        long sent = System.nanoTime();
        int status = connection.send(requests.get((int) (number % requests.size())));
        long took = System.nanoTime() - sent;
        switch (status) {
            case 200 -> answered.add(took);
            case 429, 503 -> refused.add(took);
            default -> others.incrementAndGet();
        }
        return true;
    }

    private static void print(String name, Iterable<Long> times, double seconds) {
        var sorted = new ArrayList<Long>();
        times.forEach(sorted::add);
        var nanos = sorted.stream().mapToLong(Long::longValue).sorted().toArray();
        var result = new Load.Result(nanos, TIME);
        System.out.printf(
                "%s: %d, %.0f per second, p50 %.1f ms, p99 %.1f ms%n",
                name,
                nanos.length,
                nanos.length / seconds,
                nanos.length == 0 ? 0 : result.percentile(0.5),
                nanos.length == 0 ? 0 : result.percentile(0.99));
    }
}
