package dev.rondo.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Map;

/**
 * A run at work. Metrics go out in the background, everything else at once. {@link #finish} says
 * that all went well; a run that is closed without it, as when an exception leaves the block, is
 * FAILED.
 *
 * <p>Thread-safe. Nothing is lost in silence: when metrics could not be sent, the next call that
 * logs or ends the run says so.
 */
public final class ActiveRun implements AutoCloseable {
    private final RondoClient client;
    private final RunRecord started;
    private final String path;
    private final MetricSender metrics;
    private boolean ended;

    ActiveRun(RondoClient client, RunRecord started) {
        this.client = client;
        this.started = started;
        path = RunRecord.path(started.id());
        metrics = new MetricSender(client, path + "/log");
    }

    public String id() {
        return started.id();
    }

    public String name() {
        return started.name();
    }

    public String experimentId() {
        return started.experimentId();
    }

    /** Logs a measurement of step 0. */
    public void metric(String key, double value) {
        metric(key, value, 0);
    }

    /** Logs a measurement; waits only when {@value MetricSender#MOST_WAITING} are still to go. */
    public void metric(String key, double value, long step) {
        metrics.add(new Point(key, value, System.currentTimeMillis(), step));
    }

    /** Logs a parameter, which can be set once. */
    public void param(String key, Object value) {
        log("params", Map.of(key, value.toString()));
    }

    /** Logs up to 100 parameters, all of them or none. */
    public void params(Map<String, ?> values) {
        var body = RondoClient.object();
        var object = body.putObject("params");
        values.forEach((key, value) -> object.put(key, value.toString()));
        client.post(path + "/log", body);
    }

    /** Sets a tag, replacing an earlier value. */
    public void tag(String key, String value) {
        log("tags", Map.of(key, value));
    }

    private void log(String kind, Map<String, String> values) {
        var body = RondoClient.object();
        Json.put(body, kind, values);
        client.post(path + "/log", body);
    }

    /** Stores a file under its own name. */
    public void file(Path file) {
        file(file.getFileName().toString(), file);
    }

    /** Stores a file under a path such as {@code plots/roc.png}, streamed. */
    public void file(String target, Path file) {
        new RunFiles(client, id()).put(target, file);
    }

    /** Sends what waits and returns when the server has it. */
    public void flush() {
        metrics.flush();
    }

    /** Sends what waits and ends the run as FINISHED. */
    public RunRecord finish() {
        return end("FINISHED");
    }

    /** Sends what waits and ends the run as FAILED. */
    public RunRecord fail() {
        return end("FAILED");
    }

    /** A run whose metrics did not all arrive is no finished one. */
    private RunRecord end(String status) {
        synchronized (this) {
            ended = true;
        }
        RuntimeException lost = null;
        try {
            metrics.close();
        } catch (RondoClientException e) {
            lost = e;
        }
        ObjectNode body = RondoClient.object().put("status", lost == null ? status : "FAILED");
        try {
            var record = RunRecord.of(client.patch(path, body));
            if (lost == null) {
                return record;
            }
        } catch (RondoClientException e) {
            if (lost == null) {
                throw e;
            }
            lost.addSuppressed(e);
        }
        throw lost;
    }

    /** Ends the run as FAILED unless it has ended; always sends what waits. */
    @Override
    public void close() {
        boolean open;
        synchronized (this) {
            open = !ended;
        }
        if (open) {
            fail();
        }
    }
}
