package dev.rondo.wire.mlflow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What MLflow's pages ask by GraphQL; the answers are those that its server of 3.17.2 gave. */
class GraphqlTest {
    /** The query of the page of a run, as the pages send it. */
    private static final String RUN =
            """
            query GetRun($data: MlflowGetRunInput!) @component(name: "MLflow.ExperimentRunTracking") { \
            mlflowGetRun(input: $data) { apiError { helpUrl code message } run { info { runName status \
            runUuid experimentId artifactUri endTime lifecycleStage startTime userId } experiment { \
            experimentId name tags { key value } artifactLocation lifecycleStage lastUpdateTime } \
            modelVersions { status version name source } data { metrics { key value step timestamp } \
            params { key value } tags { key value } } inputs { datasetInputs { dataset { digest name \
            profile schema source sourceType } tags { key value } } modelInputs { modelId } } outputs { \
            modelOutputs { modelId step } } } } }\
            """;

    private static final String RUNS =
            """
            query($data: MlflowSearchRunsInput!) { mlflowSearchRuns(input: $data) { runs { \
            info { runId } experiment { name } modelVersions { name version } \
            data { metrics { key value } } } nextPageToken } }\
            """;

    private final WireServer server;

    GraphqlTest(@TempDir Path folder) {
        server = new WireServer(folder);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private JsonNode ask(String query, String variables) {
        var body = RequestJson.MAPPER.createObjectNode().put("query", query) + "";
        var whole = body.substring(0, body.length() - 1) + ",\"variables\":" + variables + "}";
        var answer =
                server.send(
                        "POST",
                        "/graphql",
                        Map.of("Content-Type", "application/json"),
                        whole.getBytes(UTF_8));
        assertThat(answer.statusCode()).isEqualTo(200);
        return RecordedCall.json(answer.body());
    }

    private String newRun(String name) {
        var answer =
                server.post(
                        "runs/create",
                        "{\"experiment_id\":\"0\",\"start_time\":5,\"run_name\":\"" + name + "\"}");
        return RecordedCall.json(answer.body()).at("/run/info/run_id").asText();
    }

    @Test
    void thePageOfARunHasAllOfIt() {
        var run = newRun("one");
        server.post(
                "runs/log-batch",
                """
                {"run_id":"%s","metrics":[{"key":"auc","value":0.5,"timestamp":7,"step":3},
                {"key":"bad","value":"NaN","timestamp":9007199254740993,"step":0}],
                "params":[{"key":"depth","value":"6"}]}\
                """
                        .formatted(run));
        server.post("registered-models/create", "{\"name\":\"churn\"}");
        server.post(
                "model-versions/create",
                "{\"name\":\"churn\",\"source\":\"runs:/%s/model\",\"run_id\":\"%s\"}"
                        .formatted(run, run));

        var answer = ask(RUN, "{\"data\":{\"runUuid\":\"" + run + "\"}}");

        assertThat(answer.get("errors").isNull()).as(answer.toString()).isTrue();
        assertThat(answer.at("/data/mlflowGetRun/apiError").isNull()).isTrue();
        var found = answer.at("/data/mlflowGetRun/run");
        assertThat(found.get("info").toString())
                .isEqualTo(
                        """
                        {"runName":"one","status":"RUNNING","runUuid":"%s","experimentId":"0",\
                        "artifactUri":"mlflow-artifacts:/0/%s/artifacts","endTime":"0",\
                        "lifecycleStage":"active","startTime":"5","userId":""}\
                        """
                                .formatted(run, run));
        assertThat(found.get("data").get("metrics").toString())
                .isEqualTo(
                        """
                        [{"key":"auc","value":0.5,"step":"3","timestamp":"7"},\
                        {"key":"bad","value":null,"step":"0","timestamp":"9007199254740993"}]\
                        """);
        assertThat(found.get("experiment").get("name").asText()).isEqualTo("Default");
        assertThat(found.get("modelVersions").toString())
                .isEqualTo(
                        "[{\"status\":\"READY\",\"version\":\"1\",\"name\":\"churn\",\"source\":\"runs:/%s/model\"}]"
                                .formatted(run));
        assertThat(found.get("inputs").toString())
                .isEqualTo("{\"datasetInputs\":[],\"modelInputs\":[]}");
        assertThat(found.get("outputs").toString()).isEqualTo("{\"modelOutputs\":[]}");
    }

    @Test
    void aPointThatIsNoNumberIsToldBesideTheCurve() {
        var run = newRun("one");
        server.post(
                "runs/log-metric",
                "{\"run_id\":\"" + run + "\",\"key\":\"loss\",\"value\":\"NaN\",\"timestamp\":1}");

        var answer =
                ask(
                        "query($data: MlflowGetMetricHistoryBulkIntervalInput!) { mlflowGetMetricHistoryBulkInterval(input: $data) { metrics { step value } } }",
                        "{\"data\":{\"runIds\":[\"" + run + "\"],\"metricKey\":\"loss\"}}");

        assertThat(answer.toString())
                .isEqualTo(
                        "{\"data\":{\"mlflowGetMetricHistoryBulkInterval\":{\"metrics\":[{\"step\":\"0\",\"value\":null}]}},\"errors\":[\"Float cannot represent non numeric value: nan\"]}");
    }

    @Test
    void statementsDoNotGrowWithTheRuns() {
        IntStream.range(0, 3).forEach(i -> newRun("first" + i));
        long few = statementsOfSearch(3);
        IntStream.range(0, 60).forEach(i -> newRun("more" + i));

        assertThat(statementsOfSearch(63)).isEqualTo(few);
    }

    private long statementsOfSearch(int runs) {
        ask(RUNS, "{\"data\":{\"experimentIds\":[\"0\"]}}");
        long before = server.db().statements();
        var answer = ask(RUNS, "{\"data\":{\"experimentIds\":[\"0\"]}}");
        assertThat(answer.at("/data/mlflowSearchRuns/runs")).hasSize(runs);
        assertThat(answer.at("/data/mlflowSearchRuns/runs/0/experiment/name").asText())
                .isEqualTo("Default");
        assertThat(answer.at("/data/mlflowSearchRuns/nextPageToken").asText("none")).isEmpty();
        return server.db().statements() - before;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{ test(inputString: \"a\") { output } } | {\"data\":{\"test\":{\"output\":\"a\"}},\"errors\":null}",
                "{ mlflowGetRun(input: {runId: \"nope\"}) { run { info { runId } } } } | {\"data\":{\"mlflowGetRun\":null},\"errors\":[\"Run with id=nope not found\"]}",
                "{ mlflowGetExperiment(input: {experimentId: \"99\"}) { experiment { name } } } | {\"data\":{\"mlflowGetExperiment\":null},\"errors\":[\"No Experiment with id=99 exists\"]}",
                "{ mlflowSearchModelVersions(input: {filter: \"name='x'\", maxResults: 5}) { modelVersions { name } nextPageToken } } | {\"data\":{\"mlflowSearchModelVersions\":{\"modelVersions\":[],\"nextPageToken\":\"\"}},\"errors\":null}",
                "mutation { mlflowSearchDatasets(input: {experimentIds: [\"0\"]}) { datasetSummaries { name } } } | {\"data\":{\"mlflowSearchDatasets\":{\"datasetSummaries\":[]}},\"errors\":null}",
                "{ mlflowGetRun { run { info { runId } } } } | {\"data\":{\"mlflowGetRun\":null},\"errors\":[\"Missing value for required parameter 'run_id'. See the API docs for more information about request parameters.\"]}"
            })
    void anErrorIsATextBesideTheData(String query, String answer) {
        assertThat(ask(query, "null").toString()).isEqualTo(answer);
    }

    @Test
    void whatCannotBeReadIsTheAskersError() {
        assertThat(ask("query {", "{}").get("errors").toString()).contains("Syntax Error");
        assertThat(ask("{ nope }", "{}").get("errors").toString()).contains("nope");
        assertThat(ask("{ test(inputString: 1) { output } }", "{}").get("errors")).hasSize(1);
    }

    @Test
    void aQueryHasLimits() {
        var wide = fields(" ", "a%d: test(inputString: \"\") { output }", 11);
        assertThat(errors("{" + wide + "}")).contains("at most 10 root fields, got 11 root fields");
        assertThat(errors("{" + "test {".repeat(10) + "output" + "}".repeat(10) + "}"))
                .contains("Query exceeds maximum depth of 10");
        var aliases = fields(" ", "...f%d", 11) + "} ";
        var fragments = fields(" ", "fragment f%d on Test { a%<d: output }", 11);
        assertThat(errors("{ test(inputString: \"\") {" + aliases + "}" + fragments))
                .contains("at most 10 aliases, got 11 aliases");
        assertThat(errors("{ test(inputString: \"\") {" + "output ".repeat(1_000) + "} }"))
                .contains("Query exceeds maximum total selections of 1000");
        assertThat(errors("{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }"))
                .isNotEqualTo("null");
        assertThat(errors("{".repeat(20_000))).isNotEqualTo("null");
    }

    private static String fields(String between, String field, int count) {
        return IntStream.range(0, count)
                .mapToObj(field::formatted)
                .collect(Collectors.joining(between));
    }

    private String errors(String query) {
        var answer = ask(query, "{}");
        assertThat(answer.get("data").isNull()).isTrue();
        return answer.get("errors").toString();
    }
}
