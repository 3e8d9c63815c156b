package dev.rondo.migrate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.client.RondoClient;
import java.util.Map;

/** Pieces of the JSON of MLflow's REST, for the sources that do not speak it themselves. */
final class MlflowJson {
    private MlflowJson() {}

    /** A list of objects of key and value. */
    static ArrayNode pairs(Map<String, String> values) {
        var pairs = RondoClient.JSON.createArrayNode();
        values.forEach((key, value) -> pairs.addObject().put("key", key).put("value", value));
        return pairs;
    }

    /** A run without values, inputs and outputs, and the places for them. */
    static ObjectNode run(ObjectNode info) {
        var run = RondoClient.object();
        run.set("info", info);
        var data = run.putObject("data");
        data.putArray("metrics");
        data.putArray("params");
        data.putArray("tags");
        var inputs = run.putObject("inputs");
        inputs.putArray("dataset_inputs");
        inputs.putArray("model_inputs");
        run.putObject("outputs").putArray("model_outputs");
        return run;
    }

    /** NaN is a text, as JSON has no number for it; so are the infinities. */
    static ObjectNode measurement(String key, double value, long timestamp, long step) {
        var point = RondoClient.object().put("key", key);
        if (Double.isFinite(value)) {
            point.put("value", value);
        } else {
            point.put("value", Double.toString(value));
        }
        return point.put("timestamp", timestamp).put("step", step);
    }

    /** The numbers are those of MLflow's protocol. */
    static String statusOfModel(long number) {
        return number == 2 ? "READY" : number == 3 ? "FAILED" : "PENDING";
    }
}
