package dev.rondo.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A line for each request, in the combined format of web servers, then how long it took in seconds,
 * its id and its trace. Neither queries, which may hold secrets, nor other headers are written. Who
 * reads the lines slowly holds up no request: lines that find no room are left out and counted.
 */
final class AccessLog implements AutoCloseable {
    private static final int MOST_WAITING = 8 << 10;
    private static final int LONGEST_TEXT = 1_000;
    private static final long PATIENCE_MILLIS = 2_000;

    /** What web servers write for a client that has gone before its answer. */
    private static final int GONE = 499;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private final PrintStream out;
    private final ArrayBlockingQueue<String> lines = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicLong leftOut = new AtomicLong();
    private final Thread writer;

    AccessLog(PrintStream out) {
        this.out = out;
        this.writer = Thread.ofPlatform().daemon().name("access-log").start(this::write);
    }

    /** Writes the request's line when its answer is out, or its client gone. */
    void follow(HttpServerRequest request, Caller caller) {
        long begun = System.nanoTime();
        var done = new boolean[1];
        request.response()
                .endHandler(_ -> {
                    done[0] = true;
                    add(line(request, request.response().getStatusCode(), begun, caller));
                });
        request.response()
                .closeHandler(_ -> {
                    if (!done[0]) {
                        add(line(request, GONE, begun, caller));
                    }
                });
    }

    /** Writes the line of a request that could not be read. */
    void refused(HttpServerRequest request) {
        int status = request.response().getStatusCode();
        add(line(request, status, System.nanoTime(), Caller.NOBODY));
    }

    private static String line(HttpServerRequest request, int status, long begun, Caller caller) {
        double seconds = (System.nanoTime() - begun) / 1e9;
        var trace = caller.trace();
        return String.format(
                Locale.ROOT,
                "%s - - [%s] \"%s %s %s\" %d %d \"-\" \"%s\" %.6f %s %s",
                request.remoteAddress() == null ? "-" : request.remoteAddress().hostAddress(),
                TIME.format(Instant.now()),
                request.method(),
                safe(request.path()),
                version(request.version()),
                status,
                request.response().bytesWritten(),
                safe(request.getHeader("User-Agent")),
                seconds,
                caller.requestId() == null ? "-" : caller.requestId(),
                trace == null ? "-" : trace.traceId());
    }

    private static String version(@Nullable HttpVersion version) {
        return switch (version) {
            case HTTP_1_0 -> "HTTP/1.0";
            case HTTP_2 -> "HTTP/2.0";
            case null, default -> "HTTP/1.1";
        };
    }

    /** Escaped as web servers do it, so that no request can forge a line. */
    private static String safe(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return "-";
        }
        var safe = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), LONGEST_TEXT); i++) {
            char each = text.charAt(i);
            if (each < ' ' || each > 0x7e || each == '"' || each == '\\') {
                safe.append(String.format("\\x%02x", (int) each));
            } else {
                safe.append(each);
            }
        }
        return safe.toString();
    }

    private void add(String line) {
        if (!lines.offer(line)) {
            leftOut.incrementAndGet();
        }
    }

    private void write() {
        try {
            while (true) {
                write(lines.take());
            }
        } catch (InterruptedException e) {
            for (var line = lines.poll(); line != null; line = lines.poll()) {
                write(line);
            }
        }
        out.flush();
    }

    private void write(String line) {
        out.println(line);
        long missing = lines.isEmpty() ? leftOut.getAndSet(0) : 0;
        if (missing > 0) {
            out.println("# " + missing + " lines were left out");
        }
    }

    /** Waits a little for what is still to be written. */
    @Override
    public void close() {
        writer.interrupt();
        try {
            writer.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
