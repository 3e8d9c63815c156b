package dev.rondo.wire.oip;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.base.ProtoReader;
import dev.rondo.base.ProtoWriter;
import dev.rondo.base.RondoException;
import dev.rondo.wire.shared.BadRequest;
import dev.rondo.wire.shared.ModelFailures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Settings that Triton's clients ask for, as Triton tells them when nothing is traced: they can be
 * read, and set to what they are.
 *
 * @param values by name: a Boolean, an Integer, a text, or a list of texts
 */
record Settings(Map<String, Object> values) {
    static final Settings LOG =
            new Settings(
                    ordered(
                            "log_file",
                            "",
                            "log_info",
                            true,
                            "log_warning",
                            true,
                            "log_error",
                            true,
                            "log_verbose_level",
                            0,
                            "log_format",
                            "default"));

    static final Settings TRACE =
            new Settings(
                    ordered(
                            "trace_level", List.of("OFF"),
                            "trace_rate", "1000",
                            "trace_count", "-1",
                            "log_frequency", "0",
                            "trace_file", "",
                            "trace_mode", "triton"));

    private static Map<String, Object> ordered(Object... namesAndValues) {
        var ordered = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            ordered.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return ordered;
    }

    void write(JsonGenerator out) throws IOException {
        for (var setting : values.entrySet()) {
            out.writeFieldName(setting.getKey());
            switch (setting.getValue()) {
                case Boolean flag -> out.writeBoolean(flag);
                case Integer number -> out.writeNumber(number);
                case List<?> texts -> {
                    out.writeStartArray();
                    for (var text : texts) {
                        out.writeString(text.toString());
                    }
                    out.writeEndArray();
                }
                default -> out.writeString(setting.getValue().toString());
            }
        }
    }

    /** Refuses what would change something; null stands for the setting's usual value. */
    void check(JsonNode asked) {
        for (var field : asked.properties()) {
            var node = field.getValue();
            if (!node.isNull()) {
                check(field.getKey(), value(node));
            }
        }
    }

    private static Object value(JsonNode node) {
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (node.isInt()) {
            return node.intValue();
        }
        if (node.isArray()) {
            var texts = new ArrayList<Object>();
            node.forEach(each -> texts.add(each.asText()));
            return texts;
        }
        return node.asText();
    }

    private void check(String name, Object value) {
        var known = values.get(name);
        if (known == null) {
            throw BadRequest.of("there is no such setting")
                    .next("settings: " + String.join(", ", values.keySet()));
        }
        if (!known.equals(value)) {
            throw changing(name);
        }
    }

    private static RondoException changing(String name) {
        return ModelFailures.unsupported("changing " + name);
    }

    /** Checks and answers {@code LogSettings}, whose values are of three types. */
    byte[] log(byte[] message) {
        entries(
                message,
                (name, in) -> {
                    while (in.next()) {
                        switch (in.field()) {
                            case 1 -> check(name, in.flag());
                            case 2 -> check(name, (int) in.varint());
                            case 3 -> check(name, in.text());
                            default -> in.skip();
                        }
                    }
                });
        var out = new ProtoWriter();
        values.forEach((name, value) -> {
            var written = new ProtoWriter();
            switch (value) {
                case Boolean flag -> written.present(1, flag ? 1 : 0);
                case Integer number -> written.present(2, number);
                default -> written.texts(3, List.of(value.toString()));
            }
            out.message(1, new ProtoWriter().text(1, name).message(2, written));
        });
        return out.toBytes();
    }

    /** Checks and answers {@code TraceSetting}, whose values are lists of texts. */
    byte[] trace(byte[] message) {
        entries(
                message,
                (name, in) -> {
                    var texts = new ArrayList<Object>();
                    while (in.next()) {
                        if (in.field() == 1) {
                            texts.add(in.text());
                        } else {
                            in.skip();
                        }
                    }
                    if (!texts.isEmpty()) {
                        check(name, values.get(name) instanceof List ? texts : texts.getLast());
                    }
                });
        var out = new ProtoWriter();
        values.forEach((name, value) -> {
            var texts = value instanceof List<?> list ? list : List.of(value);
            var written = new ProtoWriter().texts(1, texts.stream().map(Object::toString).toList());
            out.message(1, new ProtoWriter().text(1, name).message(2, written));
        });
        return out.toBytes();
    }

    private interface Entry {
        void take(String name, ProtoReader value);
    }

    private static void entries(byte[] message, Entry taker) {
        var in = new ProtoReader(message);
        while (in.next()) {
            if (in.field() != 1) {
                in.skip();
                continue;
            }
            var entry = in.part();
            var name = "";
            var value = new ProtoReader(new byte[0]);
            while (entry.next()) {
                switch (entry.field()) {
                    case 1 -> name = entry.text();
                    case 2 -> value = entry.part();
                    default -> entry.skip();
                }
            }
            taker.take(name, value);
        }
    }
}
