package dev.rondo.registry;

import dev.rondo.base.RondoException;
import java.util.Map;
import java.util.regex.Pattern;

/** Refuses names and tags that do not fit, before anything is stored. */
final class Checks {
    private static final Pattern ALIAS = Pattern.compile("[A-Za-z0-9_-]+");
    private static final Pattern RESERVED_ALIAS = Pattern.compile("(?i)latest|v\\d+");

    private Checks() {}

    static void name(String name) {
        length("name", name, Limits.MODEL_NAME);
        boolean bad =
                name.isBlank()
                        || name.chars().anyMatch(c -> c == '/' || c == ':')
                        || name.chars().anyMatch(Character::isISOControl);
        if (bad) {
            throw RondoException.user("model.name", "\"" + name + "\" cannot name a model")
                    .at("name")
                    .because("a name is not empty and has no '/', ':' or control character")
                    .next("choose another name");
        }
    }

    static void alias(String alias) {
        length("alias", alias, Limits.ALIAS);
        if (!ALIAS.matcher(alias).matches() || RESERVED_ALIAS.matcher(alias).matches()) {
            throw RondoException.user("model.alias", "\"" + alias + "\" cannot be an alias")
                    .at("alias")
                    .because(
                            "an alias has letters, digits, '_' and '-', and is not \"latest\" or \"v\" with a number")
                    .next("choose another alias, such as champion");
        }
    }

    static void tags(Map<String, String> tags) {
        tags.forEach((key, value) -> {
            length("tags", key, Limits.TAG_KEY);
            length("tags." + key, value, Limits.TAG_VALUE);
        });
    }

    /** A name as it may stand in a message, whatever was sent. */
    static String shown(String name) {
        return name.length() > 80 ? name.substring(0, 80) + "…" : name;
    }

    private static void length(String field, String text, int limit) {
        if (text.length() > limit) {
            throw RondoException.limit(
                            "model.length", "the text has " + text.length() + " characters")
                    .at(shown(field))
                    .because("it may have " + limit)
                    .next("send a shorter one");
        }
    }
}
