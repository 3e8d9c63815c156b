package dev.rondo.registry;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.rondo.base.Json;
import dev.rondo.base.RondoException;
import dev.rondo.filters.SqlCondition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An order without ties, and pages of it. A page token holds the place where its page ended, so
 * what others write in between moves nothing.
 */
final class KeySet<T> {
    /**
     * A column that is never NULL.
     *
     * @param value that of an item, a String, Long or Integer
     */
    record Column<T>(String sql, boolean ascending, Function<T, Object> value) {
        Column<T> ordered(boolean up) {
            return new Column<>(sql, up, value);
        }
    }

    private final List<Column<T>> columns;

    /** The last columns make the order one without ties; those that came before are left out. */
    KeySet(List<Column<T>> first, List<Column<T>> last) {
        var all = new ArrayList<>(first);
        for (var column : last) {
            if (first.stream().noneMatch(each -> each.sql().equals(column.sql()))) {
                all.add(column);
            }
        }
        columns = List.copyOf(all);
    }

    String orderBy() {
        return columns.stream()
                .map(column -> column.sql() + (column.ascending() ? " ASC" : " DESC"))
                .collect(joining(", "));
    }

    String token(T item) {
        var place = Json.MAPPER.createArrayNode().add(orderBy());
        columns.forEach(column -> place.addPOJO(column.value().apply(item)));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.writeBytes(place));
    }

    /** What holds for the rows after a token's place; of all without a token. */
    SqlCondition after(@Nullable String token) {
        if (token == null || token.isEmpty()) {
            return SqlCondition.of("1 = 1");
        }
        var place = read(token);
        var arguments = new ArrayList<Object>();
        var cases = new ArrayList<String>();
        for (int i = 0; i < columns.size(); i++) {
            var equal = columns.subList(0, i).stream().map(each -> each.sql() + " = ? AND ");
            var last = columns.get(i);
            cases.add(equal.collect(joining()) + last.sql() + (last.ascending() ? " > ?" : " < ?"));
            arguments.addAll(place.subList(0, i + 1));
        }
        return new SqlCondition("((" + String.join(") OR (", cases) + "))", arguments);
    }

    private List<Object> read(String token) {
        var values = new ArrayList<Object>();
        if (!(tree(token) instanceof ArrayNode place)
                || place.size() != columns.size() + 1
                || !place.get(0).asText().equals(orderBy())) {
            throw invalid("Invalid page token, it is none of this search");
        }
        for (int i = 1; i < place.size(); i++) {
            var value = place.get(i);
            values.add(value.isIntegralNumber() ? (Object) value.longValue() : value.asText());
        }
        return values;
    }

    private static JsonNode tree(String token) {
        byte[] decoded;
        try {
            decoded = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            throw invalid("Invalid page token, could not base64-decode").causedBy(e);
        }
        try {
            return Json.MAPPER.readTree(new String(decoded, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw invalid("Invalid page token, it is none of this search").causedBy(e);
        }
    }

    private static RondoException invalid(String what) {
        return RondoException.user("page.token", what);
    }
}
