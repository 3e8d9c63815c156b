package dev.rondo.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.Digests;
import dev.rondo.base.ErrorKind;
import dev.rondo.base.Json;
import dev.rondo.base.RondoException;
import dev.rondo.serving.FailurePolicy;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {
    private static final int ROWS_OF_15_MIB = (15 << 20) / 12;
    private static final int ROWS_OF_17_MIB = (17 << 20) / 12;

    @TempDir private Path data = Path.of("");
    private final FullDisk disk = new FullDisk();

    private RecordedServer start(FailurePolicy policy) throws Exception {
        return new RecordedServer(data, policy, disk);
    }

    private static Map<String, RecordedServer.Caller> callers(RecordedServer server) {
        var callers = new LinkedHashMap<String, RecordedServer.Caller>();
        callers.put("v2", server::v2);
        callers.put("grpc", server::grpc);
        callers.put("v1", server::v1);
        callers.put("invocations", server::invocations);
        callers.put("torchserve", server::torchServe);
        return callers;
    }

    @Test
    @DisplayName("rule 8.1: what is answered through any protocol is recorded, once and whole")
    void everyProtocolIsRecorded() throws Exception {
        try (var server = start(FailurePolicy.FAIL_CLOSED)) {
            long before = System.currentTimeMillis() * 1000;
            int count = 0;
            for (var caller : callers(server).entrySet()) {
                var answer = caller.getValue().ask(3, "id-of-" + caller.getKey());
                assertThat(answer.statusCode()).as(caller.getKey()).isEqualTo(200);
                var records = server.recorded();
                assertThat(records).hasSize(++count);
                var record = records.getLast();
                assertThat(record.id()).matches("r[0-9a-f]{8}-" + (count - 1));
                assertThat(record.requestId()).isEqualTo("id-of-" + caller.getKey());
                assertThat(record.traceId()).isEqualTo(RecordedServer.TRACE);
                assertThat(record.principal()).isNull();
                assertThat(record.receivedAt())
                        .isBetween(before, System.currentTimeMillis() * 1000 + 1000);
                assertThat(record.model() + "/" + record.version()).isEqualTo("churn/1");
                assertThat(record.modelDigest())
                        .isEqualTo(Digests.of(Files.readAllBytes(RecordedServer.model())));
                assertThat(record.status()).isEqualTo("ok");
                assertThat(record.tolerance()).isZero();
                assertThat(record.latencyNanos()).isPositive();
                assertThat(record.inputs()).hasSize(1);
                assertThat(record.outputs().getFirst().floats())
                        .containsExactly(scoreOf(server.v2(3, "again")));
                count++;
            }
            assertThat(server.metrics())
                    .contains("rondo_audit_records_total{model=\"churn\"} " + count + ".0");
        }
    }

    private static float scoreOf(HttpResponse<byte[]> answer) throws Exception {
        return Json.MAPPER.readTree(answer.body()).at("/outputs/0/data/0").floatValue();
    }

    @Test
    @DisplayName(
            "rule 8.1: what a model fails to answer is recorded, what never reached one is not")
    void failuresAreRecorded() throws Exception {
        try (var server = start(FailurePolicy.FAIL_CLOSED)) {
            assertThat(server.v2(2, "two").statusCode()).isEqualTo(400);
            assertThat(server.grpc(2, "two").headers().firstValue("grpc-status")).hasValue("3");
            var records = server.recorded();
            assertThat(records).hasSize(2);
            for (var record : records) {
                assertThat(record.status()).isEqualTo("inference.bad_input");
                assertThat(record.outputs()).isEmpty();
                assertThat(record.inputs().getFirst().floats()).containsExactly(1, 2);
            }
            var torn = RecordedServer.utf8("{");
            assertThat(server.post("/v2/models/churn/infer", torn, "x").statusCode())
                    .isEqualTo(400);
            assertThat(server.post("/v2/models/other/infer", torn, "x").statusCode())
                    .isEqualTo(404);
            assertThat(server.recorded()).hasSize(2);
        }
    }

    @Test
    @DisplayName("rule 8.2: no record, no answer; and answers again when the journal can write")
    void failsClosed() throws Exception {
        try (var server = start(FailurePolicy.FAIL_CLOSED)) {
            assertThat(server.v2(3, "before").statusCode()).isEqualTo(200);
            disk.full = true;
            assertThat(server.v2(3, "x").statusCode()).isEqualTo(503);
            assertThat(text(server.v2(3, "x"))).contains("{\"error\":", "No space left");
            assertThat(server.v1(3, "x").statusCode()).isEqualTo(503);
            assertThat(text(server.invocations(3, "x"))).contains("TEMPORARILY_UNAVAILABLE");
            assertThat(server.grpc(3, "x").headers().firstValue("grpc-status")).hasValue("14");
            assertThat(server.v2(2, "x").statusCode())
                    .as("the model's failure stays what it is")
                    .isEqualTo(400);
            assertThat(server.metrics())
                    .contains("rondo_audit_records_total{model=\"churn\"} 1.0")
                    .contains("rondo_audit_failures_total{model=\"churn\"} 6.0")
                    .contains("rondo_inference_requests_total{code=\"unavailable\"");
            disk.full = false;
            assertThat(server.v2(3, "after").statusCode()).isEqualTo(200);
            assertThat(server.recorded())
                    .extracting(record -> record.requestId())
                    .containsExactly("before", "after");
        }
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("rule 8.2: by the other policy it answers and counts")
    void answersAndCounts() throws Exception {
        try (var server = start(FailurePolicy.ANSWER_AND_COUNT)) {
            disk.full = true;
            for (var caller : callers(server).values()) {
                assertThat(caller.ask(3, "x").statusCode()).isEqualTo(200);
            }
            assertThat(server.v2Zeros(ROWS_OF_17_MIB, "large").statusCode()).isEqualTo(200);
            assertThat(server.metrics())
                    .contains("rondo_audit_failures_total{model=\"churn\"} 6.0");
            disk.full = false;
            assertThat(server.v2(3, "after").statusCode()).isEqualTo(200);
            assertThat(server.recorded()).hasSize(1);
        }
    }

    @Test
    @DisplayName(
            "rule 11.2: what no record can hold is refused, before the model is asked if need be")
    void tooLargeForARecord() throws Exception {
        try (var server = start(FailurePolicy.FAIL_CLOSED)) {
            var request = server.v2Zeros(ROWS_OF_17_MIB, "request");
            assertThat(request.statusCode()).isEqualTo(413);
            assertThat(text(request)).contains("16777216", "Send fewer rows");
            assertThat(server.recorded()).isEmpty();
            var answer = server.v2Zeros(ROWS_OF_15_MIB, "answer");
            assertThat(answer.statusCode()).isEqualTo(413);
            var record = server.recorded().getLast();
            assertThat(record.status()).isEqualTo("prediction.too_large");
            assertThat(record.inputs().getFirst().floats()).hasSize(3 * ROWS_OF_15_MIB);
            assertThat(record.outputs()).isEmpty();
        }
    }

    @Test
    @DisplayName("rule 11.1: a second server on the directory is told so in one sentence")
    void oneServerADirectory() throws Exception {
        try (var _ = start(FailurePolicy.FAIL_CLOSED)) {
            assertThatThrownBy(() -> start(FailurePolicy.FAIL_CLOSED))
                    .isInstanceOfSatisfying(
                            RondoException.class,
                            e -> assertThat(e.kind()).isEqualTo(ErrorKind.CONFLICT))
                    .hasMessageContaining("runs on this data directory")
                    .hasMessageContaining("--data");
        }
    }

    @Test
    void aServerThatStartsAgainGoesOnInTheSameJournal() throws Exception {
        for (int start = 0; start < 2; start++) {
            try (var server = start(FailurePolicy.FAIL_CLOSED)) {
                server.v2(3, "of start " + start);
                assertThat(server.recorded()).hasSize(start + 1);
            }
        }
    }

    /** Signalling bits and all: binary data comes as it is. */
    @Test
    @DisplayName("rule 8.1: inputs are recorded to the bit, and listed as lines of JSON")
    void toTheBit() throws Exception {
        try (var server = start(FailurePolicy.FAIL_CLOSED)) {
            int payload = 0x7fc12345;
            var body = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
            body.putInt(payload).putFloat(-0f).putFloat(0.1f);
            var header = "Inference-Header-Content-Length";
            server.post("/v2/models/churn/infer", body.array(), "bits", header, "0");
            var values = server.recorded().getFirst().inputs().getFirst().floats();
            assertThat(Float.floatToRawIntBits(values[0])).isEqualTo(payload);
            assertThat(Float.floatToRawIntBits(values[1])).isEqualTo(1 << 31);

            var out = new ByteArrayOutputStream();
            ServedPredictions.in(data).print(new InferenceRecordQuery("churn", 0, 5), out);
            var line = Json.MAPPER.readTree(out.toByteArray());
            assertThat(line.at("/inputs/0/data").toString()).isEqualTo("[\"NaN\",-0.0,0.1]");
            assertThat(line.at("/inputs/0/datatype").asText()).isEqualTo("FP32");
            assertThat(line.at("/request_id").asText()).isEqualTo("bits");
            assertThat(line.at("/status").asText()).isEqualTo("ok");
        }
    }
}
