package dev.rondo.wire.oip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.Json;
import dev.rondo.base.ProtoReader;
import dev.rondo.base.ProtoWriter;
import dev.rondo.base.RondoException;
import dev.rondo.http.GrpcMethod;
import dev.rondo.inference.DataType;
import dev.rondo.inference.Tensor;
import dev.rondo.wire.rows.ModelHttp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TritonRoutesTest {
    private static final String ROW =
            "{\"inputs\":[{\"name\":\"input\",\"shape\":[1,3],\"datatype\":\"FP32\",\"data\":[1,2,3]}]";

    private final ModelHttp server;

    TritonRoutesTest(@TempDir Path root) throws IOException {
        server =
                new ModelHttp(
                        root,
                        (models, http) -> new OipRoutes(models, "1").addTo(http),
                        "plain",
                        "classes");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "GET|v2/logging||200|{\"log_file\":\"\",\"log_info\":true,\"log_warning\":true,\"log_error\":true,\"log_verbose_level\":0,\"log_format\":\"default\"}",
                "POST|v2/logging|{\"log_info\":true,\"log_verbose_level\":0,\"log_file\":null}|200|",
                "POST|v2/logging|{\"log_verbose_level\":1}|501|",
                "POST|v2/logging|{\"other\":1}|400|",
                "POST|v2/logging|[]|400|",
                "GET|v2/trace/setting||200|{\"trace_level\":[\"OFF\"],\"trace_rate\":\"1000\",\"trace_count\":\"-1\",\"log_frequency\":\"0\",\"trace_file\":\"\",\"trace_mode\":\"triton\"}",
                "POST|v2/trace/setting|{\"trace_level\":[\"OFF\"]}|200|",
                "POST|v2/trace/setting|{\"trace_level\":[\"TIMESTAMPS\"]}|501|",
                "GET|v2/models/plain/trace/setting||200|",
                "GET|v2/models/other/trace/setting||404|",
                "GET|v2/systemsharedmemory/status||200|[]",
                "GET|v2/cudasharedmemory/status||200|[]",
                "GET|v2/systemsharedmemory/region/r/status||404|",
                "POST|v2/systemsharedmemory/region/r/register|{\"key\":\"/k\",\"byte_size\":64}|501|",
                "POST|v2/systemsharedmemory/region/r/unregister||200|",
                "POST|v2/cudasharedmemory/unregister||200|",
                "POST|v2/models/plain/generate|{}|501|",
                "POST|v2/models/plain/versions/1/generate_stream|{}|501|",
                "POST|v2/repository/mine/index|{}|501|",
                "POST|v2/repository/mine/models/plain/load|{}|501|",
            })
    void answers(String method, String path, String body, int status, String answer)
            throws Exception {
        var reply =
                method.equals("GET")
                        ? server.get("/" + path)
                        : server.post("/" + path, "application/json", body == null ? "" : body);
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(status);
        if (answer != null) {
            assertThat(Json.tree(reply.body())).isEqualTo(Json.tree(answer));
        } else if (status >= 400) {
            assertThat(Json.tree(reply.body()).path("error").asText()).isNotEmpty();
        }
    }

    @Test
    void anAnswerAsAnEvent() throws Exception {
        var reply = server.post("/v2/models/plain/infer_stream", "application/json", ROW + "}");
        assertThat(reply.headers().firstValue("content-type")).contains("text/event-stream");
        assertThat(reply.body()).startsWith("data: {\"model_name\":\"plain\"").endsWith("}\n\n");
        var binary =
                ROW
                        + ",\"outputs\":[{\"name\":\"predict\",\"parameters\":{\"binary_data\":true}}]}";
        var refused = server.post("/v2/models/plain/infer_stream", "application/json", binary);
        assertThat(refused.statusCode()).isEqualTo(400);
    }

    private String classified(String model, String count) throws Exception {
        var request =
                ROW
                        + ",\"outputs\":[{\"name\":\"predict\",\"parameters\":{\"classification\":"
                        + count
                        + "}}]}";
        return server.post("/v2/models/" + model + "/infer", "application/json", request).body();
    }

    @Test
    void outputsAreClassified() throws Exception {
        var best = Json.tree(classified("classes", "1")).at("/outputs/0");
        assertThat(best.path("datatype").asText()).isEqualTo("BYTES");
        assertThat(best.path("shape").toString()).isEqualTo("[1,1]");
        assertThat(best.path("data").toString()).isEqualTo("[\"322.000000:1\"]");
        var all = Json.tree(classified("classes", "9")).at("/outputs/0/data");
        assertThat(all.toString()).isEqualTo("[\"322.000000:1\",\"321.000000:0\"]");
        assertThat(Json.tree(classified("classes", "0")).at("/outputs/0/datatype").asText())
                .isEqualTo("FP32");
        for (var wrong : new String[] {"-1", "1.5", "\"a\"", "99999999999"}) {
            assertThat(Json.tree(classified("classes", wrong)).path("error").asText()).isNotEmpty();
        }
    }

    @Test
    void theBestOfEachRowTheHighestFirstAndWhatIsNoNumberLast() {
        var scores = new double[] {1, Double.NaN, 3, 3, -1, 0};
        var ranked = Ranked.of(Tensor.of("y", DataType.FP64, new long[] {2, 3}, scores), 2);
        assertThat(ranked.shape()).containsExactly(2, 2);
        assertThat(
                        Arrays.stream((byte[][]) ranked.data())
                                .map(each -> new String(each, StandardCharsets.US_ASCII)))
                .containsExactly("3.000000:2", "1.000000:0", "3.000000:0", "0.000000:2");
        var whole =
                Ranked.of(Tensor.of("y", DataType.INT32, new long[] {3}, new int[] {5, 7, 7}), 3);
        assertThat(
                        Arrays.stream((byte[][]) whole.data())
                                .map(each -> new String(each, StandardCharsets.US_ASCII)))
                .containsExactly("7:1", "7:2", "5:0");
        var none = Ranked.of(Tensor.of("y", DataType.FP32, new long[] {0, 3}, new float[0]), 2);
        assertThat(none.shape()).containsExactly(0, 2);
        var texts = Tensor.of("y", DataType.BYTES, new long[] {1}, new byte[][] {{65}});
        assertThatThrownBy(() -> Ranked.of(texts, 1)).isInstanceOf(RondoException.class);
    }

    @ParameterizedTest
    @DisplayName("rule 11.1: parameters are honoured or refused")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"timeout\":1000000,\"priority\":1,\"sequence_id\":0}|200",
                "{\"sequence_id\":\"\",\"sequence_start\":false}|200",
                "{\"sequence_id\":7,\"sequence_start\":true}|501",
                "{\"sequence_id\":\"a\"}|501",
                "{\"timeout\":-1}|400",
                "{\"timeout\":\"soon\"}|400",
                "{\"timeout\":99999999999999999999}|400",
            })
    void parameters(String parameters, int status) throws Exception {
        var reply =
                server.post(
                        "/v2/models/plain/infer",
                        "application/json",
                        ROW + ",\"parameters\":" + parameters + "}");
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(status);
    }

    private static ProtoWriter setting(String name, ProtoWriter value) {
        return new ProtoWriter().message(1, new ProtoWriter().text(1, name).message(2, value));
    }

    @Test
    void settingsOverGrpc() {
        assertThat(Settings.LOG.log(new byte[0]))
                .isEqualTo(
                        Settings.LOG.log(
                                setting("log_info", new ProtoWriter().present(1, 1)).toBytes()));
        var text = new String(Settings.TRACE.trace(new byte[0]), StandardCharsets.ISO_8859_1);
        assertThat(text).contains("trace_level", "OFF", "trace_mode");
        var same = setting("trace_level", new ProtoWriter().text(1, "OFF"));
        assertThat(Settings.TRACE.trace(same.toBytes())).isNotEmpty();
        var other = setting("trace_rate", new ProtoWriter().text(1, "7"));
        assertThatThrownBy(() -> Settings.TRACE.trace(other.toBytes()))
                .hasMessageContaining("not served");
        var unknown = setting("x", new ProtoWriter().text(3, "7"));
        assertThatThrownBy(() -> Settings.LOG.log(unknown.toBytes()))
                .isInstanceOfSatisfying(
                        RondoException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.USER));
        var triton = new GrpcTriton(server.models());
        assertThat(triton.memoryStatus(new byte[0])).isEmpty();
        assertThat(triton.unregister(new byte[0])).isEmpty();
        var region = new ProtoWriter().text(1, "r").toBytes();
        assertThatThrownBy(() -> triton.memoryStatus(region)).isInstanceOf(RondoException.class);
    }

    @Test
    void healthIsOfTheServerOrTheService() throws Exception {
        var health = new GrpcHealth(server.models(), "a.Service");
        var serving = new ProtoWriter().varint(1, 1).toBytes();
        var named = new ProtoWriter().text(1, "a.Service").toBytes();
        var unknown = new ProtoWriter().text(1, "other").toBytes();
        assertThat(health.check(new byte[0])).isEqualTo(serving);
        assertThat(health.check(named)).isEqualTo(serving);
        assertThatThrownBy(() -> health.check(unknown))
                .isInstanceOfSatisfying(
                        RondoException.class,
                        e -> assertThat(e.kind()).isEqualTo(ErrorKind.NOT_FOUND));
        assertThat(watched(health, named)).containsExactly(serving);
        assertThat(watched(health, unknown))
                .containsExactly(new ProtoWriter().varint(1, 3).toBytes());
    }

    /** What is told until the client goes, which it does when it was looked for twice. */
    private static List<byte[]> watched(GrpcHealth health, byte[] message) throws Exception {
        var told = new ArrayList<byte[]>();
        var looks = new AtomicInteger();
        health.watch(
                message,
                new GrpcMethod.Output() {
                    @Override
                    public void send(byte[] answer) {
                        told.add(answer);
                    }

                    @Override
                    public boolean open() {
                        return looks.incrementAndGet() < 3;
                    }
                });
        return told;
    }

    @Test
    void aFailureInAStreamHasItsRequestsId() throws Exception {
        var infer = new GrpcInfer(server.models());
        var told = new ArrayList<byte[]>();
        var request = new ProtoWriter().text(1, "other").text(3, "mine").toBytes();
        infer.stream(request, told::add);
        var answer = new ProtoReader(told.getFirst());
        assertThat(answer.next()).isTrue();
        assertThat(answer.text()).contains("no model");
        assertThat(answer.next()).isTrue();
        var response = answer.part();
        assertThat(response.next()).isTrue();
        assertThat(response.field()).isEqualTo(3);
        assertThat(response.text()).isEqualTo("mine");
    }

    @Test
    void aModelIsNotLoadedFromARequest() {
        var models = new GrpcModels(server.models(), "1");
        for (var key : new String[] {"config", "file:1/model.json"}) {
            var load =
                    new ProtoWriter()
                            .text(2, "plain")
                            .message(3, new ProtoWriter().text(1, key))
                            .toBytes();
            assertThatThrownBy(() -> models.load(load)).hasMessageContaining("not served");
        }
        var plain =
                new ProtoWriter()
                        .text(2, "plain")
                        .message(3, new ProtoWriter().text(1, "unload_dependents"))
                        .toBytes();
        assertThat(models.load(plain)).isNotEmpty();
    }
}
