package dev.rondo.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.client.RondoClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The table's columns as the server typed them at ingest, and which of them the model reads. */
final class Columns {
    private final List<String> header;
    private final Map<String, String> types = new HashMap<>();
    private final List<Integer> inputs = new ArrayList<>();

    /**
     * @param schema the dataset version's columns: name, type
     * @param signature the model's inputs: name, type
     */
    Columns(List<String> header, JsonNode schema, JsonNode signature) {
        this.header = header;
        schema.forEach(
                column -> types.put(column.path("name").asText(), column.path("type").asText()));
        signature.forEach(column -> inputs.add(header.indexOf(column.path("name").asText())));
    }

    List<Integer> inputs() {
        return inputs;
    }

    String name(int column) {
        return header.get(column);
    }

    int index(String name) {
        return header.indexOf(name);
    }

    boolean numeric(int column) {
        return "NUMBER".equals(types.get(header.get(column)));
    }

    boolean swappable(int column) {
        var type = types.get(header.get(column));
        return "CATEGORY".equals(type) || "BOOLEAN".equals(type);
    }

    /** A row as the live system would send it: the model's inputs, typed. */
    ObjectNode features(String[] row) {
        var features = RondoClient.object();
        for (int column : inputs) {
            put(features, header.get(column), row[column]);
        }
        return features;
    }

    private void put(ObjectNode features, String name, String value) {
        if (value.isEmpty()) {
            features.putNull(name);
            return;
        }
        switch (types.getOrDefault(name, "CATEGORY")) {
            case "NUMBER" -> features.put(name, Double.parseDouble(value));
            case "BOOLEAN" -> features.put(name, Boolean.parseBoolean(value));
            default -> features.put(name, value);
        }
    }
}
