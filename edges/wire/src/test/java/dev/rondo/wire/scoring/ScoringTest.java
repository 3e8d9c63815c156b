package dev.rondo.wire.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.Json;
import dev.rondo.base.RondoException;
import dev.rondo.wire.rows.ModelHttp;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScoringTest {
    private static final String JSON = "application/json";

    private final Path several;
    private final ModelHttp server;

    ScoringTest(@TempDir Path root, @TempDir Path several) throws IOException {
        this.several = several;
        server = serve(root, "named");
    }

    private static ModelHttp serve(Path root, String... names) throws IOException {
        return new ModelHttp(
                root, (models, http) -> new ScoringRoutes(models, "3.17.2").addTo(http), names);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'dataframe_split':{'columns':['c','a','b','x'],'index':[0,1],'data':[[3,1,2,9],[1,0,0,9]]}}",
                "{'dataframe_split':{'data':[[1,2,3],[0,0,1]]}}",
                "{'dataframe_records':[{'a':1,'b':2,'c':3},{'c':1,'b':0,'a':0}],'params':{}}",
                "{'instances':[[1,2,3],[0,0,1]]}",
                "{'inputs':{'a':[1,0],'b':[2,0],'c':[3,1]},'params':null}",
                "{'inputs':[[1,2,3],[0,0,1]]}",
                "{'instances':[[1,2,3],[0,0,1]],'client_request_id':'7'}",
            })
    void fourForms(String request) throws Exception {
        var reply = server.post("/invocations", JSON, request.replace('\'', '"'));
        assertThat(reply.body()).isEqualTo("{\"predictions\":[321.0,100.0]}");
        var utf8 = JSON + "; charset=utf-8";
        assertThat(server.post("/invocations", utf8, request.replace('\'', '"')).statusCode())
                .isEqualTo(200);
    }

    @Test
    void csv() throws Exception {
        var reply = server.post("/invocations", "text/csv", "c,\"a\",b\n3,1,2\n\n1,0,False\n");
        assertThat(reply.body()).isEqualTo("{\"predictions\":[321.0,100.0]}");
        var missing = server.post("/invocations", "text/csv", "a,b,c\r\n1,,3\r\n");
        assertThat(missing.body()).isEqualTo("{\"predictions\":[NaN]}");
        for (var wrong :
                new String[] {"", "a,b,c\n1,2", "a,b,c\n1,2,x", "a,b,c\n1,\"2,3", "a,b,c"}) {
            assertThat(server.post("/invocations", "text/csv", wrong).statusCode()).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/vnd.apache.parquet",
                "application/x-parquet",
                "application/parquet; charset=utf-8",
            })
    void parquet(String type) throws Exception {
        byte[] file;
        try (var in = ScoringTest.class.getResourceAsStream("/parquet/request.parquet")) {
            file = Objects.requireNonNull(in).readAllBytes();
        }
        assertThat(server.post("/invocations", type, file).body())
                .isEqualTo("{\"predictions\":[321.0,100.0,NaN]}");
        var wrong = server.post("/invocations", type, "a,b,c\n1,2,3\n");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(Json.tree(wrong.body()).path("error_code").asText()).isEqualTo("BAD_REQUEST");
    }

    @ParameterizedTest
    @DisplayName("rule 11.1: errors are told in MLflow's shape")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}",
                "[]",
                "{'instances':[[1,2,3]],'inputs':[[1,2,3]]}",
                "{'dataframe_split':{'columns':['a'],'data':[[1,2,3]]}}",
                "{'dataframe_split':{'columns':['a']}}",
                "{'dataframe_split':[]}",
                "{'dataframe_records':[{'a':1}]}",
                "{'dataframe_records':[{'a':1},7]}",
                "{'inputs':{'a':[1,2],'b':[1],'c':[1]}}",
                "{'instances':[[1,2,'x']]}",
                "{'instances':[]}",
            })
    void errors(String request) throws Exception {
        var reply = server.post("/invocations", JSON, request.replace('\'', '"'));
        assertThat(reply.statusCode()).isEqualTo(400);
        var error = Json.tree(reply.body());
        assertThat(error.path("error_code").asText()).isEqualTo("BAD_REQUEST");
        assertThat(error.path("message").asText()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/json; charset=latin-1"})
    void otherMediaTypes(String type) throws Exception {
        assertThat(server.post("/invocations", type, "{}").statusCode()).isEqualTo(415);
    }

    @Test
    void whatContainersAreAsked() throws Exception {
        assertThat(server.get("/ping").body()).isEqualTo("{\"status\":\"Healthy\"}");
        assertThat(server.get("/version").body()).isEqualTo("3.17.2");
        assertThat(server.get("/health").statusCode()).isEqualTo(200);
        assertThat(server.get("/invocations").statusCode()).isEqualTo(405);
    }

    @Test
    void oneOfSeveralModelsIsNamed() throws Exception {
        try (var both = serve(several, "plain", "named")) {
            var request = "{\"instances\":[[1,2,3]]}";
            assertThat(both.post("/invocations", JSON, request).statusCode()).isEqualTo(400);
            assertThat(both.post("/invocations?model_name=plain", JSON, request).body())
                    .isEqualTo("{\"predictions\":[321.0]}");
            assertThat(both.post("/invocations?model_name=none", JSON, request).statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void torchServesPredictions() throws Exception {
        var request = "{\"instances\":[[1,2,3]]}";
        for (var path : new String[] {"/predictions/named", "/predictions/named/1"}) {
            assertThat(server.post(path, JSON, request).body())
                    .isEqualTo("{\"predictions\":[321.0]}");
        }
        var none = server.post("/predictions/none", JSON, request);
        assertThat(none.statusCode()).isEqualTo(404);
        assertThat(Json.tree(none.body()).path("type").asText())
                .isEqualTo("ModelNotFoundException");
        assertThat(Json.tree(none.body()).path("code").asInt()).isEqualTo(404);
    }

    @Test
    void containersAreToldTheirPort() {
        var variable = "SAGEMAKER_BIND_TO_PORT";
        assertThat(ContainerPort.of(Map.of(), variable)).isEqualTo(8080);
        assertThat(ContainerPort.of(Map.of(variable, "14000"), variable)).isEqualTo(14_000);
        for (var wrong : List.of("", "0", "65536", "-1", "http", "99999999999")) {
            assertThatThrownBy(() -> ContainerPort.of(Map.of(variable, wrong), variable))
                    .as(wrong)
                    .isInstanceOfSatisfying(
                            RondoException.class,
                            e -> assertThat(e.code()).isEqualTo("serve.port"));
        }
    }

    @Test
    void vertexTellsItsRoutes(@TempDir Path root) throws Exception {
        var environment =
                Map.of(
                        "AIP_HTTP_PORT",
                        "9000",
                        "AIP_HEALTH_ROUTE",
                        "/up",
                        "AIP_PREDICT_ROUTE",
                        "/ask");
        var vertex = VertexRoutes.of(environment).orElseThrow();
        assertThat(vertex.port()).isEqualTo(9000);
        assertThat(VertexRoutes.of(Map.of("AIP_HTTP_PORT", "9000"))).isEmpty();
        try (var there =
                new ModelHttp(root, (models, http) -> vertex.addTo(http, models), "plain")) {
            assertThat(there.get("/up").statusCode()).isEqualTo(200);
            var request = "{\"instances\":[[1,2,3]],\"parameters\":{}}";
            assertThat(there.post("/ask", JSON, request).body())
                    .isEqualTo("{\"predictions\":[321.0]}");
        }
    }
}
