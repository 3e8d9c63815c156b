package dev.rondo.filters;

import static java.util.stream.Collectors.joining;

import java.util.Collection;

/** Texts and lists as MLflow's messages print them, in Python's way. */
final class PythonText {
    private PythonText() {}

    static String quoted(String text) {
        var quote = text.contains("'") && !text.contains("\"") ? "\"" : "'";
        var escaped = text.replace("\\", "\\\\").replace("\n", "\\n");
        return quote + (quote.equals("'") ? escaped.replace("'", "\\'") : escaped) + quote;
    }

    static String list(Collection<String> texts) {
        return join("[", texts, "]");
    }

    static String tuple(Collection<String> texts) {
        return join("(", texts, ")");
    }

    static String set(Collection<String> texts) {
        return join("{", texts, "}");
    }

    private static String join(String open, Collection<String> texts, String close) {
        return texts.stream()
                .map(Source::shown)
                .map(PythonText::quoted)
                .collect(joining(", ", open, close));
    }
}
