package dev.rondo.registry;

import dev.rondo.base.Json;
import dev.rondo.base.RondoException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Refuses names and tags that do not fit, before anything is stored, in MLflow's words. */
final class Checks {
    private static final Pattern KEY =
            Pattern.compile("[/\\w.\\- :]*\\n?", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern ALIAS =
            Pattern.compile("[\\w\\-]+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern NUMBERED =
            Pattern.compile("v\\d+", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS);

    private Checks() {}

    /** A name that is looked up. */
    static void name(String name) {
        if (name.isBlank()) {
            throw RondoException.user("model.name", "Missing value for required parameter 'name'.");
        }
        if (name.indexOf('/') >= 0 || name.indexOf(':') >= 0) {
            throw RondoException.user(
                    "model.name",
                    "Invalid model name '" + shown(name) + "'. Names cannot contain '/' or ':'.");
        }
        path("model.name", "name", name);
    }

    /** A name that is given. */
    static void newName(String name) {
        name(name);
        length("name", name, Limits.MODEL_NAME);
    }

    /** What may name a version; {@code latest} does so without being given. */
    static void alias(String alias) {
        if (!ALIAS.matcher(alias).matches()) {
            throw aliasError(
                    "Invalid alias name: '%s'. Names may only contain alphanumerics, underscores (_), and dashes (-)."
                            .formatted(shown(alias)));
        }
        length("Registered model alias name", alias, Limits.ALIAS);
    }

    /** An alias that is given. */
    static void newAlias(String alias) {
        alias(alias);
        if (alias.equalsIgnoreCase("latest")) {
            throw aliasError("'latest' alias name (case insensitive) is reserved.");
        }
        if (NUMBERED.matcher(alias).matches()) {
            throw aliasError("Version alias name '" + alias + "' is reserved.");
        }
    }

    private static RondoException aliasError(String what) {
        return RondoException.user("model.alias", what);
    }

    static void tags(Map<String, String> tags) {
        tags.forEach(Checks::tag);
    }

    static void tag(String key, String value) {
        key(key);
        length("key", key, Limits.TAG_KEY);
        if (key.equals(Prompts.TEXT) && characters(value) > Limits.TAG_VALUE) {
            throw RondoException.limit(
                    "model.length",
                    "Prompt text exceeds max length of " + Limits.TAG_VALUE + " characters.");
        }
        length("value", value, Limits.TAG_VALUE);
    }

    /** MLflow's rule: a key may become a file's path. */
    static void key(String key) {
        if (!KEY.matcher(key).matches()) {
            throw RondoException.user(
                    "model.tag",
                    "Invalid value %s for parameter 'key' supplied: Names may only contain alphanumerics, underscores (_), dashes (-), periods (.), spaces ( ), colon(:) and slashes (/)."
                            .formatted(Json.write(shown(key))));
        }
        path("model.tag", "key", key);
    }

    private static void path(String code, String parameter, String name) {
        var plain = normalized(name);
        if (!plain.equals(name)
                || plain.equals(".")
                || plain.startsWith("..")
                || plain.startsWith("/")) {
            throw RondoException.user(
                    code,
                    "Invalid value %s for parameter '%s' supplied: Names may be treated as files in certain cases, and must not resolve to other names when treated as such. This name would resolve to '%s'"
                            .formatted(Json.write(shown(name)), parameter, shown(plain)));
        }
    }

    /** As POSIX resolves a path, without looking at any file. */
    static String normalized(String path) {
        boolean absolute = path.startsWith("/");
        var kept = new ArrayDeque<String>();
        for (var segment : List.of(path.split("/", -1))) {
            boolean up = segment.equals("..");
            if (segment.isEmpty() || segment.equals(".") || (up && absolute && kept.isEmpty())) {
                continue;
            }
            if (up && !kept.isEmpty() && !kept.getLast().equals("..")) {
                kept.removeLast();
            } else {
                kept.addLast(segment);
            }
        }
        var joined = (absolute ? "/" : "") + String.join("/", kept);
        return joined.isEmpty() ? "." : joined;
    }

    static void length(String what, String text, int limit) {
        if (characters(text) > limit) {
            throw RondoException.limit(
                    "model.length",
                    "'%s' exceeds the maximum length of %d characters".formatted(what, limit));
        }
    }

    private static int characters(String text) {
        return text.codePointCount(0, text.length());
    }

    /** A text as it may stand in a message, whatever was sent. */
    static String shown(String text) {
        return text.length() > 300 ? text.substring(0, 300) + "…" : text;
    }
}
