package dev.rondo.tracking;

/** Texts as Python prints them, for messages that MLflow's clients know word by word. */
final class PythonText {
    private PythonText() {}

    /** As {@code repr(text)}. */
    static String repr(String text) {
        char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        var shown = new StringBuilder().append(quote);
        text.codePoints()
                .forEach(c -> {
                    if (c == quote || c == '\\') {
                        shown.append('\\').append((char) c);
                    } else if (c == '\n') {
                        shown.append("\\n");
                    } else if (c == '\r') {
                        shown.append("\\r");
                    } else if (c == '\t') {
                        shown.append("\\t");
                    } else if (Character.isISOControl(c)) {
                        shown.append("\\x%02x".formatted(c));
                    } else {
                        shown.appendCodePoint(c);
                    }
                });
        return shown.append(quote).toString();
    }

    /** As {@code json.dumps(text)}: ASCII only. */
    static String json(String text) {
        var shown = new StringBuilder().append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> shown.append('\\').append(c);
                case '\n' -> shown.append("\\n");
                case '\r' -> shown.append("\\r");
                case '\t' -> shown.append("\\t");
                case '\b' -> shown.append("\\b");
                case '\f' -> shown.append("\\f");
                default -> {
                    if (c < ' ' || c > '~') {
                        shown.append("\\u%04x".formatted((int) c));
                    } else {
                        shown.append(c);
                    }
                }
            }
        }
        return shown.append('"').toString();
    }

    /** As {@code repr(number)}, save for the exponents of very great and very small ones. */
    static String repr(double number) {
        if (Double.isNaN(number)) {
            return "nan";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? "inf" : "-inf";
        }
        return Double.toString(number);
    }
}
