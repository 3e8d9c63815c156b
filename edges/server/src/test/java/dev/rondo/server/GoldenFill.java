package dev.rondo.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.client.RondoClient;
import java.io.IOException;
import java.util.List;

/** A little of everything that a server keeps, made through its own doors. */
final class GoldenFill {
    private static final String API = "/api/2.0/mlflow/";

    /**
     * Rows of what takes a long story to happen by itself; nothing reads them but the comparison.
     */
    static final String[] REST = {
        "INSERT INTO monitoring_alerts VALUES ('a1', 'loans', 'loans', 1, 'DRIFT', 'amount', 'FIRING', 1, 2, NULL, 'i1', '[]', 'drift')",
        "INSERT INTO monitoring_incidents VALUES ('i1', 'loans', 'loans', 1, 1, 2, NULL)",
        "INSERT INTO monitoring_diagnoses VALUES ('d1', 'loans', 'i1', 3, '{}', '{}')",
        "INSERT INTO monitoring_results VALUES ('loans', 1, 'loans', 1, 1, '{}')",
        "INSERT INTO serving_shadow_answers VALUES ('r1', 'p1', 1)",
        "INSERT INTO serving_release_traffic SELECT min(id), 'r', '{}' FROM serving_releases",
        "INSERT INTO pipelines_cache VALUES ('train', 'k', 'run1', 'train', '{}')",
        "INSERT INTO server_retrainings VALUES ('run1', 'loans', 1)",
        "INSERT INTO registry_webhook_outbox SELECT 1, 'd1', webhook_id, 'model_version.created', 'RM', '{}', 1, 3, 1, 1, 'the answer was 404' FROM registry_webhooks"
    };

    private final Trained loans;
    private final RondoClient client;

    GoldenFill(Trained loans) {
        this.loans = loans;
        client = loans.client;
    }

    private JsonNode post(String call, String body) {
        return client.post(API + call, json(body));
    }

    private static JsonNode json(String body) {
        try {
            return RondoClient.JSON.readTree(body.replace('\'', '"'));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Endpoint, releases and predictions come of {@link Trained}. */
    void fill() {
        var experiment =
                post(
                                "experiments/create",
                                "{'name':'golden','tags':[{'key':'team','value':'risk ü'}]}")
                        .path("experiment_id")
                        .asText();
        var run =
                post("runs/create", "{'experiment_id':'" + experiment + "','start_time':1}")
                        .at("/run/info/run_id")
                        .asText();
        var model =
                post(
                                "logged-models",
                                "{'experiment_id':'%s','name':'trees','source_run_id':'%s','params':[{'key':'p','value':'1'}],'tags':[{'key':'t','value':'1'}]}"
                                        .formatted(experiment, run))
                        .at("/model/info/model_id")
                        .asText();
        log(run, model);
        register(run);
        serve();
    }

    private void log(String run, String model) {
        post(
                "runs/log-batch",
                "{'run_id':'%s','metrics':[{'key':'auc','value':0.75,'timestamp':1,'step':1},{'key':'auc','value':-0.0,'timestamp':2,'step':2},{'key':'odd','value':'NaN','timestamp':1,'step':-1},{'key':'inf','value':'-Infinity','timestamp':1}],'params':[{'key':'depth','value':'6'}],'tags':[{'key':'note','value':'a;\\nb'}]}"
                        .formatted(run));
        post(
                "runs/log-inputs",
                "{'run_id':'%s','datasets':[{'dataset':{'name':'churn','digest':'d1','source_type':'local','source':'x','schema':'[]','profile':'{}'},'tags':[{'key':'mlflow.data.context','value':'train'}]}],'models':[{'model_id':'%s'}]}"
                        .formatted(run, model));
        post(
                "runs/outputs",
                "{'run_id':'%s','models':[{'model_id':'%s','step':3}]}".formatted(run, model));
        post(
                "runs/log-metric",
                "{'run_id':'%s','key':'f1','value':0.5,'timestamp':1,'model_id':'%s','dataset_name':'churn','dataset_digest':'d1'}"
                        .formatted(run, model));
        try (var http = new RawHttp(loans.server.port())) {
            var target = "/api/v1/runs/" + run + "/artifacts/a.txt";
            http.send("PUT", target, List.of(), "golden".getBytes(UTF_8));
        }
    }

    private void register(String run) {
        post("registered-models/create", "{'name':'RM','tags':[{'key':'k','value':'v'}]}");
        post(
                "webhooks",
                "{'name':'hook','url':'https://8.8.8.8/x','secret':'s','status':'DISABLED','events':[{'entity':'MODEL_VERSION','action':'CREATED'}]}");
        post(
                "model-versions/create",
                "{'name':'RM','source':'runs:/%s/a.txt','run_id':'%s','tags':[{'key':'k','value':'v'}]}"
                        .formatted(run, run));
        post("registered-models/alias", "{'name':'RM','alias':'champion','version':'1'}");
    }

    private void serve() {
        var id = loans.predict(Trained.features()).path("prediction_id").asText();
        var outcome = RondoClient.object();
        outcome.putArray("outcomes").addObject().put("prediction_id", id).put("outcome", "no");
        client.post("/api/v1/endpoints/loans/outcomes", outcome);
        loans.train(2);
        var release = RondoClient.object().put("model", "loans").put("version", 2);
        client.post("/api/v1/endpoints/loans/releases", release);
        loans.predict(Trained.features());
        var freeze = RondoClient.object().put("who", "ada").put("why", "golden");
        client.put("/api/v1/endpoints/loans/freeze", freeze);
    }
}
