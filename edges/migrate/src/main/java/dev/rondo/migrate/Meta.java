package dev.rondo.migrate;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.JsonSchema;

/**
 * The fields of one of MLflow's {@code meta.yaml}. It is YAML 1.1, where a plain {@code 8e710000}
 * is a text and in YAML 1.2 a number, so every value is read as the text that it is written as;
 * only null is told apart from the text "null", which has quotes.
 */
record Meta(Map<?, ?> fields) {
    /** Above what a dataset's profile may have in MLflow. */
    private static final int MOST_CHARACTERS = 64 << 20;

    private static final class Texts extends JsonSchema {
        @Override
        public ScalarResolver getScalarResolver() {
            return (value, plain) -> plain && isNull(value) ? Tag.NULL : Tag.STR;
        }

        private static boolean isNull(String value) {
            return switch (value) {
                case "", "~", "null", "Null", "NULL" -> true;
                default -> false;
            };
        }
    }

    /**
     * @throws org.snakeyaml.engine.v2.exceptions.YamlEngineException for what is no YAML
     */
    static Meta parse(String yaml) {
        var settings =
                LoadSettings.builder()
                        .setSchema(new Texts())
                        .setCodePointLimit(MOST_CHARACTERS)
                        .build();
        return new Load(settings).loadFromString(yaml) instanceof Map<?, ?> fields
                ? new Meta(fields)
                : new Meta(Map.of());
    }

    /** "" for none. */
    String text(String field) {
        var text = textOrNull(field);
        return text == null ? "" : text;
    }

    @Nullable String textOrNull(String field) {
        return fields.get(field) instanceof String text ? text : null;
    }

    /** Null for none, and for what is no whole number. */
    @Nullable Long number(String field) {
        var text = text(field);
        return text.matches("-?[0-9]{1,18}") ? (Long) Long.parseLong(text) : null;
    }

    /** The texts of a map within. */
    Map<String, String> texts(String field) {
        var texts = new LinkedHashMap<String, String>();
        if (fields.get(field) instanceof Map<?, ?> map) {
            map.forEach((key, value) ->
                    texts.put(String.valueOf(key), value == null ? "" : value.toString()));
        }
        return texts;
    }
}
