package dev.rondo.wire.oip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.base.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OipRestTest {
    private static final String INFER = "/v2/models/sum/infer";
    private static final String ROW =
            "{\"inputs\":[{\"name\":\"input\",\"shape\":[1,3],\"datatype\":\"FP32\",\"data\":[1,2,3.5]}]}";

    private OipServer server;

    OipRestTest(@TempDir Path root) throws IOException {
        server = new OipServer(root);
    }

    @BeforeAll
    void isUp() throws Exception {
        assertThat(server.get("/v2/health/ready").statusCode()).isEqualTo(200);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private static JsonNode json(HttpResponse<byte[]> reply) {
        assertThat(reply.headers().firstValue("content-type")).contains("application/json");
        return Json.tree(new String(reply.body(), UTF_8));
    }

    private static JsonNode ok(HttpResponse<byte[]> reply) {
        assertThat(reply.statusCode()).as(new String(reply.body(), UTF_8)).isEqualTo(200);
        return json(reply);
    }

    @Test
    void theServerTellsOfItself() throws Exception {
        var server = ok(this.server.get("/v2"));
        assertThat(server.path("name").asText()).isEqualTo("rondo");
        assertThat(server.path("version").asText()).isEqualTo("1.2.3");
        assertThat(server.path("extensions").toString()).contains("binary_tensor_data");
        for (var path : new String[] {"/v2/health/live", "/v2/health/ready"}) {
            var health = ok(this.server.get(path));
            assertThat(health.path("live").asBoolean()).isTrue();
            assertThat(health.path("ready").asBoolean()).isTrue();
        }
        assertThat(ok(this.server.get("/v2/models")).toString())
                .isEqualTo("{\"models\":[\"echo\",\"sum\"]}");
    }

    @Test
    void aModelTellsOfItself() throws Exception {
        assertThat(ok(server.get("/v2/models/sum")))
                .isEqualTo(
                        Json.tree(
                                """
                                {"name":"sum","versions":["1","2"],"platform":"test",
                                 "inputs":[{"name":"input","datatype":"FP32","shape":[-1,3]}],
                                 "outputs":[{"name":"predict","datatype":"FP32","shape":[-1]}]}\
                                """));
        assertThat(ok(server.get("/v2/models/sum/versions/1/ready")).toString())
                .isEqualTo("{\"name\":\"sum\",\"ready\":true}");
        var config = ok(server.get("/v2/models/sum/config"));
        assertThat(config.at("/input/0/data_type").asText()).isEqualTo("TYPE_FP32");
        assertThat(config.at("/output/0/dims").toString()).isEqualTo("[-1]");
        assertThat(config.path("max_batch_size").asInt(-1)).isZero();
    }

    @Test
    void oneRow() throws Exception {
        var answer = ok(server.post(INFER, ROW));
        assertThat(answer.path("model_name").asText()).isEqualTo("sum");
        assertThat(answer.path("model_version").asText()).isEqualTo("2");
        assertThat(answer.path("id").asText()).hasSize(36);
        assertThat(answer.at("/outputs/0").toString())
                .isEqualTo(
                        "{\"name\":\"predict\",\"datatype\":\"FP32\",\"shape\":[1],\"data\":[6.5]}");
        assertThat(ok(server.post("/v2/models/sum/versions/1/infer", ROW)).path("model_version"))
                .isEqualTo(Json.tree("\"1\""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // nested; fields in another order; unknown fields; the caller's id and parameters
                "{'id':'a\\r\\nb','inputs':[{'data':[[1,2,3],[4,5,6]],'shape':[2,3],'datatype':'FP32','name':'input'}]}",
                "{'id':'a\\r\\nb','outputs':[{'name':'predict','parameters':{'binary_data':false}}],'x':[{}],'inputs':[{'name':'input','datatype':'FP32','shape':[2,3],'parameters':{'content_type':'np'},'data':[1,2,3,4,5,6]}],'parameters':{'binary_data_output':true}}",
            })
    void manyWaysToSayTheSame(String request) throws Exception {
        var answer = ok(server.post(INFER, request.replace('\'', '"')));
        assertThat(answer.path("id").asText()).isEqualTo("a\r\nb");
        assertThat(answer.at("/outputs/0/data").toString()).isEqualTo("[6.0,15.0]");
    }

    @Test
    void marginsAreAParameter() throws Exception {
        var request = ROW.replaceFirst("\\{", "{\"parameters\":{\"output_margin\":true},");
        assertThat(ok(server.post(INFER, request)).at("/outputs/0/data/0").asDouble())
                .isEqualTo(106.5);
    }

    @Test
    void missingValues() throws Exception {
        for (var missing : new String[] {"NaN", "null"}) {
            var reply = server.post(INFER, ROW.replace("3.5", missing));
            assertThat(new String(reply.body(), UTF_8)).contains("\"data\":[NaN]");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "BOOL|[true,false]",
                "INT8|[-128,127]",
                "UINT8|[0,255]",
                "INT16|[-32768,32767]",
                "UINT16|[0,65535]",
                "INT32|[-2147483648,2147483647]",
                "UINT32|[0,4294967295]",
                "INT64|[-9223372036854775808,9223372036854775807]",
                "UINT64|[0,18446744073709551615]",
                "FP32|[0.1,1.4E-45]",
                "FP64|[0.1,4.9E-324]",
                "BYTES|[`a`,`é\\u0000`]"
            })
    void everyTypeComesBackAsItWas(String type, String data) throws Exception {
        var list = data.replace('`', '"');
        var request =
                "{\"outputs\":[{\"name\":\"y_%1$s\"}],\"inputs\":[{\"name\":\"x_%1$s\",\"shape\":[2],\"datatype\":\"%1$s\",\"data\":%2$s}]}"
                        .formatted(type, list);
        var answer = ok(server.post("/v2/models/echo/infer", request));
        assertThat(answer.at("/outputs/0/data")).isEqualTo(Json.tree(list));
        assertThat(answer.path("outputs")).hasSize(1);
    }

    /** The header's JSON, then the bytes of the tensors. */
    private static byte[] binary(String json, byte[]... parts) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(json.getBytes(UTF_8));
        for (var part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] floats(float... values) {
        var bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    @Test
    void binaryBothWays() throws Exception {
        var json =
                "{\"id\":\"7\",\"parameters\":{\"binary_data_output\":true},\"inputs\":[{\"name\":\"input\",\"shape\":[2,3],\"datatype\":\"FP32\",\"parameters\":{\"binary_data_size\":24}}]}";
        var reply =
                server.post(
                        INFER,
                        binary(json, floats(1, 2, 3, 4, 5, Float.NaN)),
                        InferReply.HEADER_LENGTH,
                        Integer.toString(json.length()));
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.headers().firstValue("content-type")).contains("application/octet-stream");
        int length =
                Integer.parseInt(
                        reply.headers().firstValue(InferReply.HEADER_LENGTH).orElseThrow());
        var head = Json.tree(new String(reply.body(), 0, length, UTF_8));
        assertThat(head.at("/outputs/0/parameters/binary_data_size").asInt()).isEqualTo(8);
        assertThat(head.path("id").asText()).isEqualTo("7");
        assertThat(Arrays.copyOfRange(reply.body(), length, reply.body().length))
                .isEqualTo(floats(6, Float.NaN));
    }

    @Test
    void aRawBodyIsTheOnlyInput() throws Exception {
        var reply = server.post(INFER, floats(1, 2, 3, 4, 5, 6), InferReply.HEADER_LENGTH, "0");
        assertThat(reply.statusCode()).isEqualTo(200);
        var body = reply.body();
        assertThat(Arrays.copyOfRange(body, body.length - 8, body.length)).isEqualTo(floats(6, 15));
    }

    @ParameterizedTest
    @DisplayName("rule 11.1: what is wrong with a request is a 400 that says so")
    @ValueSource(
            strings = {
                "",
                "x",
                "[]",
                "null",
                "{}",
                "{'inputs':{}}",
                "{'inputs':[1]}",
                "{'inputs':[{}]}",
                "{'inputs':[]}",
                "{'inputs':[],'inputs':[]}",
                "{'inputs':[{'name':'input','shape':[1,3],'datatype':'FP32','data':[1,2,3]}]} x",
                "{'inputs':[{'name':'input','shape':[1,3],'datatype':'FP32','data':[1,2,3]},{'name':'input','shape':[1,3],'datatype':'FP32','data':[1,2,3]}]}",
                "{'inputs':[{'name':'input','shape':[1,3],'datatype':'FP32','data':[1,2,3],'data':[1,2,3]}]}",
                "{'inputs':[{'name':'other','shape':[1,3],'datatype':'FP32','data':[1,2,3]}]}",
                "{'inputs':[{'name':'input','shape':[1,3],'datatype':'FP31','data':[1,2,3]}]}",
                "{'inputs':[{'name':'input','shape':[1,3],'datatype':'FP16','data':[1,2,3]}]}",
                "{'inputs':[{'name':'input','shape':[1,3],'datatype':'FP32','data':[1,2]}]}",
                "{'inputs':[{'name':'input','shape':[1,3],'datatype':'FP32','data':[1,2,3,4]}]}",
                "{'inputs':[{'name':'input','shape':[1,3],'datatype':'FP32','data':[[1,2],[3]]}]}",
                "{'inputs':[{'name':'input','shape':[2,3],'datatype':'FP32','data':[[1,2,3],4,5,6]}]}",
                "{'inputs':[{'name':'input','shape':[2,3],'datatype':'FP32','data':[1,2,3,[4,5,6]]}]}",
                "{'inputs':[{'name':'input','shape':[2,3],'datatype':'FP32','data':[[1,2],[3,4],[5,6]]}]}",
                "{'inputs':[{'name':'input','shape':[1,3],'datatype':'FP32','data':[[[1,2,3]]]}]}",
                "{'inputs':[{'name':'input','shape':[1,3],'datatype':'FP32','data':'abc'}]}",
                "{'inputs':[{'name':'input','shape':[1,3],'datatype':'FP32','data':[1,2,'3']}]}",
                "{'inputs':[{'name':'input','shape':[1,3],'datatype':'FP32','data':[1,2,true]}]}",
                "{'inputs':[{'name':'input','shape':[1,3],'datatype':'FP32','data':[1,2,{}]}]}",
                "{'inputs':[{'name':'input','shape':[1,3],'datatype':'FP32','data':[1,2,1e39]}]}",
                "{'inputs':[{'name':'input','shape':[1,3],'datatype':'INT32','data':[1,2,2147483648]}]}",
                "{'inputs':[{'name':'input','shape':[1,3],'datatype':'INT32','data':[1,2,1.0]}]}",
                "{'inputs':[{'name':'input','shape':[1,3],'datatype':'UINT8','data':[1,2,-1]}]}",
                "{'inputs':[{'name':'input','shape':[-1,3],'datatype':'FP32','data':[1,2,3]}]}",
                "{'inputs':[{'name':'input','shape':['1',3],'datatype':'FP32','data':[1,2,3]}]}",
                "{'inputs':[{'name':'input','shape':[1.0,3],'datatype':'FP32','data':[1,2,3]}]}",
                "{'inputs':[{'name':'input','shape':3,'datatype':'FP32','data':[1,2,3]}]}",
                "{'inputs':[{'name':'input','shape':[4294967296,4294967296],'datatype':'FP32','data':[1,2,3]}]}",
                "{'inputs':[{'name':'input','shape':[99999999999999999999],'datatype':'FP32','data':[1,2,3]}]}",
                "{'inputs':[{'name':'input','shape':[1000000000,0],'datatype':'FP32','data':[]}]}",
                "{'inputs':[{'name':'input','shape':[1000000000],'datatype':'BYTES','data':[]}]}",
                "{'inputs':[{'name':'input','shape':[1,3],'datatype':'FP32'}]}",
                "{'inputs':[{'name':'input','shape':[1,3],'datatype':'FP32','parameters':{'binary_data_size':12}}]}",
                "{'inputs':[{'name':'input','shape':[1,3],'datatype':'FP32','parameters':{'binary_data_size':-12}}]}",
                "{'inputs':[{'name':'input','shape':[1,3],'datatype':'FP32','parameters':{'binary_data_size':0},'data':[1,2,3]}]}",
                "{'outputs':[{'name':'other'}],'inputs':[{'name':'input','shape':[1,3],'datatype':'FP32','data':[1,2,3]}]}",
                "{'outputs':[{'name':'predict'},{'name':'predict'}],'inputs':[{'name':'input','shape':[1,3],'datatype':'FP32','data':[1,2,3]}]}",
                "{'outputs':[{}],'inputs':[{'name':'input','shape':[1,3],'datatype':'FP32','data':[1,2,3]}]}",
                "{'id':[],'inputs':[{'name':'input','shape':[1,3],'datatype':'FP32','data':[1,2,3]}]}",
            })
    void badRequests(String request) throws Exception {
        var reply = server.post(INFER, request.replace('\'', '"'));
        assertThat(reply.statusCode()).isEqualTo(400);
        assertThat(json(reply).path("error").asText()).isNotEmpty();
    }

    @Test
    @DisplayName("rule 11.2: nesting has a limit, wherever it is")
    void deepNesting() throws Exception {
        var deep = "[".repeat(10_000) + "]".repeat(10_000);
        for (var request :
                new String[] {
                    deep,
                    "{\"x\":" + deep + "}",
                    "{\"inputs\":[{\"data\":" + deep + "}]}",
                    "{\"inputs\":[{\"name\":\"input\",\"shape\":[1,3],\"datatype\":\"FP32\",\"data\":"
                            + deep
                            + "}]}"
                }) {
            var reply = server.post(INFER, request);
            assertThat(reply.statusCode()).isEqualTo(400);
            assertThat(json(reply).has("error")).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v2/models/none, 404",
        "GET, /v2/models/sum/versions/3, 404",
        "GET, /v2/models/none/ready, 404",
        "GET, /v2/models/none/config, 404",
        "GET, /v2/models/none/stats, 404",
        "POST, /v2/models/none/infer, 404",
        "POST, /v2/models/sum/versions/x/infer, 404",
        "GET, /v2/models/sum/infer, 405",
        "GET, /v2/none, 404",
        "POST, /v2/repository/models/none/load, 404",
        "POST, /v2/repository/models/none/unload, 404",
    })
    void whatThereIsNot(String method, String path, int status) throws Exception {
        var reply = method.equals("GET") ? server.get(path) : server.post(path, "");
        assertThat(reply.statusCode()).isEqualTo(status);
        assertThat(json(reply).path("error").asText()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "x", "1000000", "9999999999", ""})
    void aHeaderLengthThatLies(String length) throws Exception {
        var reply = server.post(INFER, ROW.getBytes(UTF_8), InferReply.HEADER_LENGTH, length);
        assertThat(reply.statusCode()).isEqualTo(400);
        assertThat(json(reply).has("error")).isTrue();
    }

    @Test
    void binaryDataThatIsNotWhatTheJsonSays() throws Exception {
        var json =
                "{\"inputs\":[{\"name\":\"input\",\"shape\":[1,3],\"datatype\":\"FP32\",\"parameters\":{\"binary_data_size\":12}}]}";
        var length = Integer.toString(json.length());
        for (var floats : new byte[][] {floats(1, 2), floats(1, 2, 3, 4)}) {
            var reply = server.post(INFER, binary(json, floats), InferReply.HEADER_LENGTH, length);
            assertThat(reply.statusCode()).isEqualTo(400);
        }
        var lying =
                "{\"inputs\":[{\"name\":\"x_BYTES\",\"shape\":[2],\"datatype\":\"BYTES\",\"parameters\":{\"binary_data_size\":8}}]}";
        for (var bytes :
                new byte[][] {
                    {1, 0, 0, 0, 65, 0, 0, 0},
                    {0, 0, 0, 0, 1, 0, 0, 0},
                    {-1, -1, -1, -1, 0, 0, 0, 0},
                    {-1, -1, -1, 127, 0, 0, 0, 0}
                }) {
            var reply =
                    server.post(
                            "/v2/models/echo/infer",
                            binary(lying, bytes),
                            InferReply.HEADER_LENGTH,
                            Integer.toString(lying.length()));
            assertThat(reply.statusCode()).isEqualTo(400);
        }
    }

    @Test
    void compressedBothWays() throws Exception {
        var rows = "[0.5,0.25,1],".repeat(500) + "[1,1,1]";
        var request =
                "{\"inputs\":[{\"name\":\"input\",\"shape\":[501,3],\"datatype\":\"FP32\",\"data\":["
                        + rows
                        + "]}]}";
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(request.getBytes(UTF_8));
        }
        var reply =
                server.post(
                        INFER,
                        packed.toByteArray(),
                        "Content-Encoding",
                        "gzip",
                        "Accept-Encoding",
                        "deflate;q=0.5, gzip");
        assertThat(reply.headers().firstValue("content-encoding")).contains("gzip");
        var plain = new GZIPInputStream(new java.io.ByteArrayInputStream(reply.body()));
        assertThat(Json.tree(new String(plain.readAllBytes(), UTF_8)).at("/outputs/0/data"))
                .hasSize(501);
    }

    @Test
    @DisplayName("rule 11.2: a body that unpacks to more than the limit is refused")
    void aDecompressionBomb() throws Exception {
        var packed = new ByteArrayOutputStream();
        try (var out = new DeflaterOutputStream(packed)) {
            for (int i = 0; i < 64; i++) {
                out.write(new byte[OipServer.MAX_BODY]);
            }
        }
        var reply = server.post(INFER, packed.toByteArray(), "Content-Encoding", "deflate");
        assertThat(reply.statusCode()).isEqualTo(413);
        var wrong = server.post(INFER, ROW.getBytes(UTF_8), "Content-Encoding", "gzip");
        assertThat(wrong.statusCode()).isEqualTo(415);
        var unknown = server.post(INFER, ROW.getBytes(UTF_8), "Content-Encoding", "br");
        assertThat(unknown.statusCode()).isEqualTo(415);
    }

    @Test
    void whatIsTooLongIsToldInTheProtocolsShape() throws Exception {
        var line = server.get("/v2/models/" + "x".repeat(80_000));
        assertThat(line.statusCode()).isEqualTo(414);
        assertThat(json(line).path("error").asText()).contains("line");
        var headers = server.post(INFER, new byte[0], "X-Long", "x".repeat(20_000));
        assertThat(headers.statusCode()).isEqualTo(431);
        assertThat(json(headers).path("error").asText()).contains("headers");
        var body = server.post(INFER, new byte[OipServer.MAX_BODY + 1]);
        assertThat(body.statusCode()).isEqualTo(413);
    }

    @Test
    void theRepositoryUnloadsAndLoads() throws Exception {
        assertThat(ok(server.post("/v2/repository/index", "")).toString())
                .contains(
                        "{\"name\":\"echo\",\"version\":\"1\",\"state\":\"READY\",\"reason\":\"\"}");
        ok(server.post("/v2/repository/models/echo/unload", "{}"));
        assertThat(server.get("/v2/models/echo/ready").statusCode()).isEqualTo(503);
        assertThat(server.get("/v2/models/echo").statusCode()).isEqualTo(503);
        assertThat(server.post("/v2/models/echo/infer", ROW).statusCode()).isEqualTo(503);
        assertThat(ok(server.post("/v2/repository/index", "{\"ready\":true}")).toString())
                .doesNotContain("echo");
        assertThat(ok(server.post("/v2/repository/models/echo/load", "")).toString())
                .isEqualTo("{\"name\":\"echo\",\"load\":true}");
        assertThat(server.get("/v2/models/echo/ready").statusCode()).isEqualTo(200);
        var config = "{\"parameters\":{\"config\":\"{}\"}}";
        assertThat(server.post("/v2/repository/models/echo/load", config).statusCode())
                .isEqualTo(501);
    }

    @Test
    void statisticsCount() throws Exception {
        long before = answered();
        ok(server.post(INFER, ROW));
        assertThat(answered()).isEqualTo(before + 1);
        assertThat(ok(server.get("/v2/models/stats")).path("model_stats")).hasSizeGreaterThan(1);
    }

    private long answered() throws Exception {
        return ok(server.get("/v2/models/sum/versions/2/stats"))
                .at("/model_stats/0/inference_stats/success/count")
                .asLong();
    }
}
