package dev.rondo.wire.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.base.Json;
import dev.rondo.wire.rows.ModelHttp;
import dev.rondo.wire.v1.V1Routes;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A signature with a column of every type. That MLflow's own server answers alike is tested in
 * {@code quality/interop/serving/mlflow_scoring}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignatureTest {
    private static final String JSON = "application/json";
    private static final String PARAMS = " {k=2.0, n=1, w=[x], t=2026-01-01}";

    private final ModelHttp server;

    SignatureTest(@TempDir Path root) throws IOException {
        server =
                new ModelHttp(
                        root,
                        (models, http) -> {
                            new ScoringRoutes(models, "3.17.2").addTo(http);
                            new V1Routes(models).addTo(http);
                        },
                        "signed");
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
                "{'dataframe_split':{'columns':['d','x','i','l'],'data':[[1,9,2,3],[null,9,true,'4']]}}|l=3 i=2 d=1.0|l=4 i=1 d=NaN",
                "{'dataframe_records':[{'l':9007199254740993,'i':-1,'d':'2.5','f':1,'b':true,'s':'x'}]}|l=9007199254740993 i=-1 d=2.5 f=1.0 b=true s=x|",
                "{'dataframe_records':[{'l':1.9,'i':-1.9,'d':1,'s':7,'y':'Ymk='},{'l':1,'i':1,'d':1}]}|l=1 i=-1 d=1.0 s=7 y=bi|l=1 i=1 d=1.0 s=- y=-",
                "{'instances':[{'i':1,'l':2,'d':3,'a':[1,2]},{'l':5,'d':6,'i':4,'a':[]}]}|l=2 i=1 d=3.0 a=[1,2]|l=5 i=4 d=6.0 a=[]",
                "{'inputs':{'l':[1,2],'i':[3,4],'d':[5,6]}}|l=1 i=3 d=5.0|l=2 i=4 d=6.0",
                "{'inputs':{'l':1,'i':3,'d':5,'s':null}}|l=1 i=3 d=5.0 s=-|",
                "{'inputs':[{'l':1,'i':3,'d':5,'s':false}]}|l=1 i=3 d=5.0 s=False|",
            })
    void whatFits(String request, String first, String second) throws Exception {
        var reply = post(request);
        var answers = Json.tree(reply.body()).path("predictions");
        assertThat(answers.path(0).asText()).isEqualTo(first + PARAMS);
        if (second != null) {
            assertThat(answers.path(1).asText()).isEqualTo(second + PARAMS);
        }
    }

    private java.net.http.HttpResponse<String> post(String request) throws Exception {
        return server.post("/invocations", JSON, request.replace('\'', '"'));
    }

    @ParameterizedTest
    @DisplayName("rule 11.1: MLflow's words where clients match on them")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'dataframe_records':[{'d':1,'x':2}]}|INVALID_PARAMETER_VALUE|Model is missing inputs ['l', 'i']. Note that there were extra inputs provided",
                "{'instances':[[1,2,3]]}|INVALID_PARAMETER_VALUE|Model is missing inputs ['l', 'i', 'd']",
                "{'dataframe_records':[{'l':null,'i':1,'d':1}]}|BAD_REQUEST|Integer columns in python can not represent missing values",
                "{'dataframe_records':[{'l':1,'i':NaN,'d':1}]}|BAD_REQUEST|Failed to convert column i to type 'int32'",
                "{'dataframe_records':[{'l':'x','i':1,'d':1}]}|BAD_REQUEST|Failed to convert column l to type 'int64'",
                "{'dataframe_records':[{'l':1,'i':3000000000,'d':1}]}|BAD_REQUEST|out of its range",
                "{'dataframe_records':[{'l':1,'i':1,'d':[1,2]}]}|BAD_REQUEST|Failed to convert column d",
                "{'dataframe_records':[{'l':1,'i':1,'d':1,'b':'maybe'}]}|BAD_REQUEST|Failed to convert column b to type 'bool'",
                "{'dataframe_records':[{'l':1,'i':1,'d':1,'y':'A'}]}|BAD_REQUEST|Failed to convert column y",
                "{'instances':[{'l':1,'i':1,'d':1},{'l':1,'i':1}]}|BAD_REQUEST|The length of values for each input/column name are not the same",
                "{'instances':[{'l':1,'i':1,'d':1}],'params':{'k':'x'}}|INVALID_PARAMETER_VALUE|Invalid parameters found: 'k'",
                "{'instances':[{'l':1,'i':1,'d':1}],'params':{'n':1.5}}|INVALID_PARAMETER_VALUE|Can not safely convert the value to long",
                "{'instances':[{'l':1,'i':1,'d':1}],'params':{'w':'x'}}|INVALID_PARAMETER_VALUE|1D array",
                "{'instances':[{'l':1,'i':1,'d':1}],'params':{'t':'monday'}}|INVALID_PARAMETER_VALUE|datetime",
                "{'instances':[{'l':1,'i':1,'d':1}],'params':[1]}|INVALID_PARAMETER_VALUE|Parameters must be a dictionary",
                "{'dataframe_split':{'columns':['l'],'data':[[1]],'x':1}}|BAD_REQUEST|Dataframe split format must have 'data' field",
                "{'dataframe_records':{'l':1}}|BAD_REQUEST|Dataframe records format must be a list of records",
                "{}|BAD_REQUEST|The input must be a JSON dictionary with exactly one of the input fields",
            })
    void whatDoesNotFit(String request, String code, String message) throws Exception {
        var reply = post(request);
        assertThat(reply.statusCode()).isEqualTo(400);
        assertThat(Json.tree(reply.body()).path("error_code").asText()).isEqualTo(code);
        assertThat(Json.tree(reply.body()).path("message").asText()).contains(message);
    }

    @Test
    void parametersOfTheSignature() throws Exception {
        var row = "'instances':[{'l':1,'i':1,'d':1}]";
        var params =
                "{"
                        + row
                        + ",'params':{'k':3,'n':4,'w':['y','z'],'t':'2026-02-01 10:00:00','other':1}}";
        assertThat(Json.tree(post(params).body()).path("predictions").path(0).asText())
                .isEqualTo("l=1 i=1 d=1.0 {k=3.0, n=4, w=[y, z], t=2026-02-01 10:00:00}");
    }

    @Test
    void csvKeepsTexts() throws Exception {
        var csv = "s,l,i,d,b\n007,1,2,,true\n\"a,\"\"b\nc\",1,2,inf,False\n";
        var reply = server.post("/invocations", "text/csv", csv);
        var answers = Json.tree(reply.body()).path("predictions");
        assertThat(answers.path(0).asText()).isEqualTo("l=1 i=2 d=NaN b=true s=007" + PARAMS);
        assertThat(answers.path(1).asText())
                .isEqualTo("l=1 i=2 d=Infinity b=false s=a,\"b\nc" + PARAMS);
        assertThat(server.post("/invocations", "text/csv", "l,i,d\n1,,1\n").statusCode())
                .isEqualTo(400);
    }

    @Test
    void otherProtocolsSendRowsByPosition() throws Exception {
        var rows = "{\"instances\":[[1,2,3,4,true,\"x\",null,[1]]]}";
        var answer = "l=1 i=2 d=3.0 f=4.0 b=true s=x y=- a=[1]";
        assertThat(server.post("/predictions/signed", JSON, rows).body()).contains(answer);
        assertThat(server.post("/v1/models/signed:predict", JSON, rows).body()).contains(answer);
        var few = server.post("/v1/models/signed:predict", JSON, "{\"instances\":[[1]]}");
        assertThat(few.statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "text/plain",
        "application/json; charset=latin-1",
        "application/json; x=y",
        "application/xml"
    })
    void otherMediaTypes(String type) throws Exception {
        assertThat(server.post("/invocations", type, "{}").statusCode()).isEqualTo(415);
    }
}
