package dev.rondo.server;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rondo.http.Http;
import dev.rondo.http.Method;
import dev.rondo.http.Reply;
import dev.rondo.http.Request;
import dev.rondo.inference.PredictionId;
import dev.rondo.inference.PredictionRecords;
import dev.rondo.journal.Journal;
import dev.rondo.monitoring.Monitoring;
import dev.rondo.monitoring.Outcomes;
import dev.rondo.serving.Answer;
import dev.rondo.serving.PredictRequest;
import dev.rondo.serving.PredictResponse;
import dev.rondo.serving.ReleaseStatus;
import dev.rondo.serving.Serving;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** What an endpoint answers, what came true, and what was recorded. */
final class PredictionRoutes {
    private static final String LINES = "application/x-ndjson";

    private final Serving serving;
    private final Monitoring monitoring;
    private final Outcomes outcomes;
    private final Journal journal;
    private final LiveModels liveModels;
    private final LoopRuns loopRuns;

    PredictionRoutes(Rooms rooms) {
        this.serving = rooms.serving();
        this.monitoring = rooms.monitoring();
        this.outcomes = rooms.outcomes();
        this.journal = rooms.journal();
        this.liveModels = rooms.liveModels();
        this.loopRuns = rooms.loopRuns();
    }

    void mount(Http http) {
        http.route(Method.POST, "/api/v1/endpoints/:endpoint/predict", this::predict);
        http.route(Method.POST, "/api/v1/endpoints/:endpoint/outcomes", this::outcomes);
        http.route(Method.GET, "/api/v1/endpoints/:endpoint/predictions", this::predictions);
        http.route(Method.POST, "/api/v1/endpoints/:endpoint/replay", this::replay);
    }

    private Reply predict(Request request) {
        var instances = ApiJson.read(request, PredictBody.class).checked();
        var trace = request.caller().trace();
        var response =
                serving.endpoints()
                        .predict(
                                new PredictRequest(
                                        request.pathValue("endpoint"),
                                        instances,
                                        trace == null ? null : trace.traceId(),
                                        null));
        monitoring.wake();
        return new Reply.Whole(200, Reply.JSON, encode(response));
    }

    private static byte[] encode(PredictResponse response) {
        var out = new ByteArrayOutputStream(128 * response.answers().size() + 64);
        try (var json = ApiJson.MAPPER.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("trace_id", response.traceId());
            json.writeArrayFieldStart("predictions");
            for (var answer : response.answers()) {
                encode(json, answer);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void encode(JsonGenerator json, Answer answer) throws IOException {
        json.writeStartObject();
        json.writeStringField("prediction_id", answer.predictionId());
        json.writeStringField("key", answer.key());
        json.writeNumberField("score", answer.score());
        json.writeStringField("decision", answer.decision() ? "act" : "pass");
        json.writeStringField("model", answer.model());
        json.writeNumberField("version", answer.version());
        json.writeStringField("route", answer.route().name());
        json.writeEndObject();
    }

    /** Records outcomes, then lets the release that they concern move, before the answer leaves. */
    private Reply outcomes(Request request) {
        var endpoint = serving.endpoints().get(request.pathValue("endpoint")).name();
        var report =
                outcomes.record(
                        endpoint,
                        liveModels.of(endpoint).target(),
                        ApiJson.read(request, OutcomesBody.class).checked());
        var answer = ApiJson.tree(report);
        serving.releases()
                .advance(endpoint)
                .ifPresent(status -> answer.set("release", moved(endpoint, status)));
        monitoring.wake();
        return ApiJson.reply(answer);
    }

    private com.fasterxml.jackson.databind.node.ObjectNode moved(
            String endpoint, ReleaseStatus status) {
        if (!status.release().state().inFlight()) {
            liveModels.reconcile(serving.endpoints().get(endpoint));
            loopRuns.wake(endpoint);
        }
        return ReleaseRoutes.summary(status);
    }

    private Reply predictions(Request request) {
        var endpoint = serving.endpoints().get(request.pathValue("endpoint")).name();
        long from = request.queryNumber("from", 0, 0, Long.MAX_VALUE);
        long limit = request.queryNumber("limit", Long.MAX_VALUE, 1, Long.MAX_VALUE);
        return new Reply.Streamed(LINES, out -> writeLines(endpoint, from, limit, out));
    }

    private void writeLines(String endpoint, long from, long limit, OutputStream out) {
        var left = new long[] {limit};
        journal.scan(
                from,
                (sequence, payload) -> {
                    var record =
                            PredictionRecords.decode(
                                    new PredictionId(journal.replica(), sequence), payload);
                    if (record.endpoint().equals(endpoint)) {
                        writeLine(out, ApiJson.bytes(PredictionViews.of(record)));
                        left[0]--;
                    }
                    return left[0] > 0;
                });
    }

    private static void writeLine(OutputStream out, byte[] line) {
        try {
            out.write(line);
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Reply replay(Request request) {
        var endpoint = serving.endpoints().get(request.pathValue("endpoint")).name();
        return ApiJson.reply(Views.of(serving.replay().run(endpoint, 0, Long.MAX_VALUE)));
    }
}
