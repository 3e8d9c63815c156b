package dev.rondo.training;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.base.Json;
import java.util.Arrays;
import java.util.List;

/** How much the loss fell through the splits on each feature, summed over trees. */
final class TotalGains {
    private TotalGains() {}

    /**
     * @param trees XGBoost's JSON dump with statistics, features named f0, f1, …
     */
    static List<Double> of(List<String> trees, int features) {
        var gains = new double[features];
        trees.forEach(tree -> add(Json.tree(tree), gains));
        return Arrays.stream(gains).boxed().toList();
    }

    private static void add(JsonNode node, double[] gains) {
        if (node.has("split")) {
            gains[Integer.parseInt(node.get("split").textValue().substring(1))] +=
                    node.get("gain").doubleValue();
            node.get("children").forEach(child -> add(child, gains));
        }
    }
}
