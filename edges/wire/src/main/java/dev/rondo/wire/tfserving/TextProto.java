package dev.rondo.wire.tfserving;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rondo.base.RondoException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text format of Protocol Buffers, without a definition of the messages: fields with
 * numbers, words, texts in quotes, messages in braces, and lists of them.
 */
final class TextProto {
    private static final int MAX_DEPTH = 32;

    private final String text;
    private int at;
    private int depth;

    private TextProto(String text) {
        this.text = text;
    }

    /** A field: its value is a text as it stands there, or a message. */
    private record Field(String name, Object value) {}

    /** Fields in their order; a name may be there several times. */
    record Message(List<Field> fields) {
        private List<Object> values(String name) {
            return fields.stream()
                    .filter(each -> each.name().equals(name))
                    .map(Field::value)
                    .toList();
        }

        List<Message> messages(String name) {
            var messages = new ArrayList<Message>();
            for (var value : values(name)) {
                if (!(value instanceof Message message)) {
                    throw wrong("the field " + name + " is no message");
                }
                messages.add(message);
            }
            return messages;
        }

        @Nullable Message message(String name) {
            var messages = messages(name);
            return messages.isEmpty() ? null : messages.getLast();
        }

        private List<String> scalars(String name) {
            var scalars = new ArrayList<String>();
            for (var value : values(name)) {
                if (!(value instanceof String scalar)) {
                    throw wrong("the field " + name + " is a message");
                }
                scalars.add(scalar);
            }
            return scalars;
        }

        /** Empty where there is none. */
        String text(String name) {
            var scalars = scalars(name);
            return scalars.isEmpty() ? "" : scalars.getLast();
        }

        List<Long> numbers(String name) {
            try {
                return scalars(name).stream().map(Long::valueOf).toList();
            } catch (NumberFormatException e) {
                throw wrong("the field " + name + " is no whole number");
            }
        }

        /** 0 where there is none. */
        long number(String name) {
            var numbers = numbers(name);
            return numbers.isEmpty() ? 0 : numbers.getLast();
        }
    }

    static Message parse(byte[] bytes) {
        var in = new TextProto(new String(bytes, UTF_8));
        var message = in.fields('\0');
        if (in.at <= in.text.length()) {
            throw wrong("there is a NUL");
        }
        return message;
    }

    private Message fields(char end) {
        if (++depth > MAX_DEPTH) {
            throw wrong("messages nest deeper than " + MAX_DEPTH);
        }
        var fields = new ArrayList<Field>();
        while (peek() != end) {
            var name = word();
            if (peek() == ':') {
                at++;
            }
            if (peek() == '[') {
                list(name, fields);
            } else {
                fields.add(new Field(name, value()));
            }
            if (peek() == ',' || peek() == ';') {
                at++;
            }
        }
        at++;
        depth--;
        return new Message(fields);
    }

    private void list(String name, List<Field> fields) {
        at++;
        while (peek() != ']') {
            fields.add(new Field(name, value()));
            if (peek() == ',') {
                at++;
            }
        }
        at++;
    }

    private Object value() {
        return switch (peek()) {
            case '{' -> {
                at++;
                yield fields('}');
            }
            case '<' -> {
                at++;
                yield fields('>');
            }
            case '"', '\'' -> quoted();
            default -> word();
        };
    }

    /** Texts that follow each other are one. */
    private String quoted() {
        var value = new StringBuilder();
        for (char quote = peek(); quote == '"' || quote == '\''; quote = peek()) {
            int from = ++at;
            while (at < text.length() && text.charAt(at) != quote) {
                if (text.charAt(at) == '\\') {
                    throw wrong("escapes in texts are not read");
                }
                at++;
            }
            if (at == text.length()) {
                throw wrong("a text does not end");
            }
            value.append(text, from, at++);
        }
        return value.toString();
    }

    private String word() {
        peek();
        int from = at;
        while (at < text.length() && isPartOfWord(text.charAt(at))) {
            at++;
        }
        if (from == at) {
            throw wrong("there is no valid field or value");
        }
        return text.substring(from, at);
    }

    private static boolean isPartOfWord(char c) {
        return Character.isLetterOrDigit(c) || "_.+-/".indexOf(c) >= 0;
    }

    /** The next character that is neither space nor in a comment; NUL at the end. */
    private char peek() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '#') {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (Character.isWhitespace(c)) {
                at++;
            } else {
                return c;
            }
        }
        return '\0';
    }

    private static RondoException wrong(String what) {
        return RondoException.user("serve.config_file", "the file is not valid: " + what)
                .next("write it as TensorFlow Serving's --model_config_file");
    }
}
