package dev.rondo.wire.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.base.RondoException;
import java.util.List;

/** Field names in MLflow's JSON are snake_case; the camelCase of the same name is read as well. */
final class Spelling {
    private Spelling() {}

    /** {@code artifactLocation} becomes {@code artifact_location}. */
    static String snake(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (upper(name.charAt(i))) {
                return convert(name);
            }
        }
        return name;
    }

    private static String convert(String name) {
        var snake = new StringBuilder(name.length() + 4);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (upper(c)) {
                snake.append('_').append((char) (c + 'a' - 'A'));
            } else {
                snake.append(c);
            }
        }
        return snake.toString();
    }

    private static boolean upper(char c) {
        return c >= 'A' && c <= 'Z';
    }

    /** Renames the fields of a message and of all messages in it. */
    static void normalise(JsonNode node) {
        if (node instanceof ObjectNode object) {
            for (var name : List.copyOf(object.properties())) {
                rename(object, name.getKey());
            }
        }
        if (node instanceof ObjectNode || node instanceof ArrayNode) {
            node.forEach(Spelling::normalise);
        }
    }

    private static void rename(ObjectNode object, String name) {
        var snake = snake(name);
        if (snake.equals(name)) {
            return;
        }
        if (object.has(snake)) {
            throw clash(snake, name);
        }
        object.set(snake, object.remove(name));
    }

    static RondoException clash(String snake, String camel) {
        return RondoException.user(
                "mlflow.two_spellings",
                "Request specifies both '"
                        + snake
                        + "' and '"
                        + camel
                        + "'; provide only one of them.");
    }
}
