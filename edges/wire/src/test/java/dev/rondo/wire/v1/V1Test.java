package dev.rondo.wire.v1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.base.Json;
import dev.rondo.hosting.ModelRules;
import dev.rondo.hosting.VersionPolicy;
import dev.rondo.wire.rows.ModelHttp;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class V1Test {
    private final ModelHttp server;

    V1Test(@TempDir Path root) throws IOException {
        server =
                new ModelHttp(
                        root,
                        (models, http) -> new V1Routes(models).addTo(http),
                        "named",
                        "plain",
                        "classes",
                        "mixed",
                        "texts");
        var all = new VersionPolicy.All();
        server.models()
                .configure(
                        Map.of(
                                "named", new ModelRules(all, Map.of()),
                                "plain", new ModelRules(all, Map.of("stable", 1L)),
                                "classes", new ModelRules(all, Map.of()),
                                "mixed", new ModelRules(all, Map.of()),
                                "texts", new ModelRules(all, Map.of())));
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
                "plain:predict|{'instances':[[1,2,3],[0,0,1]]}|{'predictions':[321.0,100.0]}",
                "plain/versions/1:predict|{'instances':[[1,2,3]]}|{'predictions':[321.0]}",
                "plain:PREDICT|{'signature_name':'serving_default','instances':[[1,2,3]]}|{'predictions':[321.0]}",
                "plain:predict|{'instances':[{'input':[1,2,3]},{'input':[0,0,1]}]}|{'predictions':[321.0,100.0]}",
                "plain:predict|{'inputs':[[1,2,3]]}|{'outputs':[321.0]}",
                "plain:predict|{'inputs':{'input':[[1,2,3],[0,0,1]]}}|{'outputs':[321.0,100.0]}",
                "named:predict|{'instances':[{'c':3,'b':2,'a':1,'d':9}]}|{'predictions':[321.0]}",
                "named:predict|{'instances':[{'c':[3],'b':2,'a':1},{'b':0,'a':0,'c':true}]}|{'predictions':[321.0,100.0]}",
                "named:predict|{'inputs':{'c':[3,1],'a':[1,0],'b':[2,0]}}|{'outputs':[321.0,100.0]}",
                "plain:predict|{'instances':[[1,2,NaN]]}|{'predictions':[NaN]}",
                "plain:predict|{'instances':[[1,2,null]]}|{'predictions':[NaN]}",
                "classes:predict|{'instances':[[1,2,3]]}|{'predictions':[[321.0,322.0]]}",
                "plain/labels/stable:predict|{'instances':[[1,2,3]]}|{'predictions':[321.0]}",
                "mixed:predict|{'instances':[{'n':[[1,2],[3,4]],'t':'x'},{'t':{'b64':'/w=='},'n':[[5,6],[7,8]]}]}|{'predictions':[{'t_bytes':{'b64':'eA=='},'n':[[1,2],[3,4]]},{'t_bytes':{'b64':'/w=='},'n':[[5,6],[7,8]]}]}",
                "mixed:predict|{'inputs':{'n':[[[1,2],[3,4]]],'t':['x']}}|{'outputs':{'t_bytes':[{'b64':'eA=='}],'n':[[[1,2],[3,4]]]}}",
                "texts:predict|{'instances':['a',{'b64':'Yg=='},{'t':'c'}]}|{'predictions':['a','b','c']}",
                "texts:predict|{'inputs':['a',{'b64':'Yg=='}]}|{'outputs':['a','b']}",
                "texts:predict|{'inputs':{'t':['a']}}|{'outputs':['a']}",
                "named:regress|{'examples':[{'a':1,'b':2,'c':3}]}|{'results':[321.0]}",
                "classes:classify|{'examples':[{'a':1,'b':2,'c':3}]}|{'results':[[['0',321.0],['1',322.0]]]}",
            })
    void answers(String path, String request, String answer) throws Exception {
        var reply =
                server.post("/v1/models/" + path, "application/json", request.replace('\'', '"'));
        assertThat(reply.body()).isEqualTo(answer.replace('\'', '"'));
        assertThat(reply.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @DisplayName("rule 11.1: errors are told in the protocols' shape")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "plain:predict|{}|400",
                "plain:predict|x|400",
                "plain:predict|[]|400",
                "plain:predict|{'instances':[[1,2,3]],'inputs':[[1,2,3]]}|400",
                "plain:predict|{'instances':[[1,2,3]]} x|400",
                "plain:predict|{'instances':[]}|400",
                "plain:predict|{'instances':[[1,2]]}|400",
                "plain:predict|{'instances':[[1,2,3],[1,2]]}|400",
                "plain:predict|{'instances':[[1,2,3],1]}|400",
                "plain:predict|{'instances':[[1,2,'3']]}|400",
                "plain:predict|{'instances':[[1,2,[3]]]}|400",
                "plain:predict|{'instances':7}|400",
                "plain:predict|{'signature_name':'other','instances':[[1,2,3]]}|400",
                "named:predict|{'instances':[{'a':1,'b':2}]}|400",
                "named:predict|{'instances':[{'a':1,'b':2,'c':3,'c':3}]}|400",
                "named:predict|{'inputs':{'c':[3,1],'a':[1],'b':[2,0]}}|400",
                "plain:classify|{'examples':[{'a':1,'b':2,'c':3}]}|400",
                "plain:regress|{}|400",
                "plain:explain|{}|501",
                "mixed:predict|{'instances':[{'n':[[1,2],[3,4]]}]}|400",
                "mixed:predict|{'instances':[{'n':[[1,2],[3]],'t':'x'}]}|400",
                "mixed:predict|{'instances':[{'n':[[1,2],[3,4]],'t':'x','t':'y'}]}|400",
                "mixed:predict|{'instances':[{'n':[[1,2],[3,4]],'t':'x','u':'y'}]}|400",
                "mixed:predict|{'instances':[{'n':[[1,2],[3,2147483648]],'t':'x'}]}|400",
                "mixed:predict|{'instances':[{'n':[[1,2],[3,1.5]],'t':'x'}]}|400",
                "mixed:predict|{'instances':[[1]]}|400",
                "mixed:predict|{'inputs':{'n':[[[1,2],[3,4]]]}}|400",
                "mixed:predict|{'inputs':[1]}|400",
                "texts:predict|{'instances':[{'b64':'*'}]}|400",
                "texts:predict|{'instances':[{'b64':'YQ==','x':1}]}|400",
                "texts:predict|{'instances':[['a'],'b']}|400",
                "texts:predict|{'instances':[1]}|400",
                "texts:predict|{'instances':'a'}|400",
                "texts:regress|{'examples':[{'t':1}]}|400",
                "plain:other|{}|404",
                "plain|{}|404",
                "none:predict|{}|404",
                "plain/versions/2:predict|{}|404",
                "plain/versions/x:predict|{}|404",
                "plain/labels/other:predict|{}|404",
            })
    void errors(String path, String request, int status) throws Exception {
        var reply =
                server.post("/v1/models/" + path, "application/json", request.replace('\'', '"'));
        assertThat(reply.statusCode()).isEqualTo(status);
        assertThat(reply.headers().firstValue("content-type")).contains("application/json");
        assertThat(Json.tree(reply.body()).path("error").asText()).isNotEmpty();
    }

    @Test
    @DisplayName("rule 11.2: nesting has a limit")
    void deep() throws Exception {
        var deep = "{\"instances\":" + "[".repeat(10_000);
        var reply = server.post("/v1/models/plain:predict", "application/json", deep);
        assertThat(reply.statusCode()).isEqualTo(400);
        var unknown =
                server.post(
                        "/v1/models/plain:predict",
                        "application/json",
                        "{\"x\":" + "[".repeat(10_000));
        assertThat(unknown.statusCode()).isEqualTo(400);
    }

    @Test
    void theClientsOfBothFindTheirStatus() throws Exception {
        var status = Json.tree(server.get("/v1/models/plain").body());
        assertThat(status)
                .isEqualTo(
                        Json.tree(
                                """
                                {"name":"plain","ready":true,"model_version_status":[{"version":"1",
                                 "state":"AVAILABLE","status":{"error_code":"OK","error_message":""}}]}\
                                """));
        assertThat(server.get("/v1/models/none").statusCode()).isEqualTo(404);
        assertThat(Json.tree(server.get("/v1/models/plain/labels/stable").body()))
                .isEqualTo(status);
        assertThat(server.get("/v1/models/plain/labels/other").statusCode()).isEqualTo(404);
        assertThat(server.get("/v1/models").body())
                .isEqualTo("{\"models\":[\"classes\",\"mixed\",\"named\",\"plain\",\"texts\"]}");
        assertThat(server.get("/").body()).isEqualTo("{\"status\":\"alive\"}");

        server.models().unload("classes");
        var unloaded = server.get("/v1/models/classes");
        server.models().load("classes");
        assertThat(unloaded.statusCode()).isEqualTo(503);
        assertThat(unloaded.body()).contains("\"ready\":false").contains("\"state\":\"END\"");
    }

    @Test
    void pathsAreTakenInAnyCaseAndNamesAreNot() throws Exception {
        var rows = "{\"instances\":[[1,2,3]]}";
        var path = "/V1/Models/plain/VERSIONS/1:Predict";
        assertThat(server.post(path, "application/json", rows).statusCode()).isEqualTo(200);
        assertThat(server.get("/v1/MODELS/plain/MetaData").statusCode()).isEqualTo(200);
        assertThat(server.get("/v1/models/Plain").statusCode()).isEqualTo(404);
    }

    @Test
    void metadata() throws Exception {
        var metadata = Json.tree(server.get("/v1/models/plain/versions/1/metadata").body());
        assertThat(metadata.at("/model_spec/version").asText()).isEqualTo("1");
        var signature = metadata.at("/metadata/signature_def/signature_def/serving_default");
        assertThat(signature.at("/inputs/input/dtype").asText()).isEqualTo("DT_FLOAT");
        assertThat(signature.at("/inputs/input/tensor_shape/dim/1/size").asText()).isEqualTo("3");
    }

    @Test
    void anEventIsAnsweredWithOne() throws Exception {
        var body = "{\"instances\":[[1,2,3]]}";
        var binary =
                server.post(
                        "/v1/models/plain:predict",
                        "application/json",
                        body,
                        Map.of(
                                "ce-specversion", "1.0",
                                "ce-id", "mine",
                                "ce-source", "here",
                                "ce-type", "asked"));
        assertThat(binary.body()).isEqualTo("{\"predictions\":[321.0]}");
        assertThat(binary.headers().firstValue("ce-source")).contains("io.kserve.inference.plain");
        assertThat(binary.headers().firstValue("ce-type")).contains("io.kserve.inference.response");
        assertThat(binary.headers().firstValue("ce-specversion")).contains("1.0");
        assertThat(binary.headers().firstValue("ce-id")).get().asString().isNotEqualTo("mine");

        var structured =
                """
                {"specversion":"1.0","id":"ü","source":"here","type":"asked",
                 "data": {"instances":[[1,2,NaN]]} , "time":"2026-01-01T00:00:00Z"}\
                """;
        var answer =
                server.post(
                        "/v1/models/plain:predict",
                        "application/cloudevents+json; charset=utf-8",
                        structured);
        assertThat(answer.headers().firstValue("content-type"))
                .contains("application/cloudevents+json");
        assertThat(answer.body()).contains("\"data\":{\"predictions\":[NaN]}");
        assertThat(answer.body()).contains("\"source\":\"io.kserve.inference.plain\"");
    }

    @ParameterizedTest
    @DisplayName("rule 11.1: what is no event is told so")
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{'specversion':'1.0','id':'1','source':'s','type':'t'}",
                "{'specversion':'1.0','id':'1','source':'s','data':{'instances':[[1,2,3]]}}",
                "{'specversion':'1.0','id':'1','source':'s','type':'t','data':7}",
                "{'specversion':'1.0','id':'1','source':'s','type':'t','data_base64':'*'}",
                "{'specversion':'1.0','id':'1','source':'s','type':'t','data_base64':[]}",
                "{'specversion':'1.0','id':'1','source':'s','type':'t','data':{'instances':[[1,2,3]]}",
            })
    void noEvent(String event) throws Exception {
        var reply =
                server.post(
                        "/v1/models/plain:predict",
                        "application/cloudevents+json",
                        event.replace('\'', '"'));
        assertThat(reply.statusCode()).isEqualTo(400);
        assertThat(Json.tree(reply.body()).path("error").asText()).isNotEmpty();
    }

    @Test
    void anEventInHeadersNeedsAllOfThem() throws Exception {
        var reply =
                server.post(
                        "/v1/models/plain:predict",
                        "application/json",
                        "{\"instances\":[[1,2,3]]}",
                        Map.of("ce-specversion", "1.0", "ce-id", "1"));
        assertThat(reply.statusCode()).isEqualTo(400);
    }
}
