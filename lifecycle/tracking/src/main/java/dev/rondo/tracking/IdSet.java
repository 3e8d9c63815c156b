package dev.rondo.tracking;

import static java.util.stream.Collectors.joining;

import dev.rondo.store.Db;
import dev.rondo.store.Dialect;
import java.util.Collection;
import java.util.regex.Pattern;

/** A set of ids as one argument of a statement, whatever their number. */
final class IdSet {
    private static final int LONGEST_ID = 256;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    private final boolean postgresql;

    IdSet(Db db) {
        postgresql = db.dialect() == Dialect.POSTGRESQL;
    }

    /** What follows a text column, such as {@code run_id}; its argument is {@link #texts}. */
    String inTexts() {
        return postgresql
                ? " IN (SELECT json_array_elements_text(CAST(? AS json)))"
                : " IN (SELECT value FROM json_each(?))";
    }

    /** What follows a BIGINT column; its argument is {@link #numbers}. */
    String inNumbers() {
        return postgresql
                ? " IN (SELECT CAST(json_array_elements_text(CAST(? AS json)) AS BIGINT))"
                : " IN (SELECT value FROM json_each(?))";
    }

    /** Ids that cannot be any are left out, as they name nothing. */
    static String texts(Collection<String> ids) {
        return ids.stream()
                .filter(IdSet::mayBeId)
                .map(id -> '"' + id + '"')
                .collect(joining(",", "[", "]"));
    }

    private static boolean mayBeId(String id) {
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && (c < '0' || c > '9') && c != '_' && c != '-') {
                return false;
            }
        }
        return !id.isEmpty() && id.length() <= LONGEST_ID;
    }

    static String of(Collection<Long> numbers) {
        return numbers.stream().map(Object::toString).collect(joining(",", "[", "]"));
    }

    /** Ids that are no number are left out, as they name nothing. */
    static String numbers(Collection<String> ids) {
        return ids.stream()
                .filter(id -> NUMBER.matcher(id).matches())
                .map(id -> Long.toString(Long.parseLong(id)))
                .collect(joining(",", "[", "]"));
    }
}
