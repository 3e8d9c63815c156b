package dev.rondo.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.base.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The tasks of a pipeline as JSON, so that a run keeps the tasks that it was started with. */
final class Definitions {
    private Definitions() {}

    static String encode(List<TaskSpec> tasks) {
        var array = Json.MAPPER.createArrayNode();
        for (var task : tasks) {
            var node = array.addObject();
            node.put("name", task.name()).put("step", task.step());
            node.putPOJO("needs", task.needs());
            node.put("retries", task.retries());
            node.put("timeout_millis", task.timeout().toMillis());
        }
        return Json.write(array);
    }

    static List<TaskSpec> decode(String text) {
        var tasks = new ArrayList<TaskSpec>();
        for (var node : Json.tree(text)) {
            tasks.add(
                    new TaskSpec(
                            node.get("name").textValue(),
                            node.get("step").textValue(),
                            texts(node.get("needs")),
                            node.get("retries").intValue(),
                            Duration.ofMillis(node.get("timeout_millis").longValue())));
        }
        return tasks;
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(node -> texts.add(node.textValue()));
        return texts;
    }
}
