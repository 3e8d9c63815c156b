package dev.rondo.tracking;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.rondo.store.RowMapper;
import dev.rondo.store.Tx;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what belongs to several runs or experiments in one statement, whatever their number. */
final class ByOwner {
    private ByOwner() {}

    /**
     * @param sql has {@code %s} where the owners' ids go
     */
    static <T> Map<String, List<T>> query(
            Tx tx, String sql, List<?> owners, RowMapper<String> owner, RowMapper<T> value) {
        if (owners.isEmpty()) {
            return Map.of();
        }
        var marks = String.join(",", Collections.nCopies(owners.size(), "?"));
        return tx
                .query(
                        sql.formatted(marks),
                        row -> Map.entry(owner.map(row), value.map(row)),
                        owners.toArray())
                .stream()
                .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
    }

    static Map<String, String> map(
            Map<String, List<Map.Entry<String, String>>> byOwner, String owner) {
        var map = new HashMap<String, String>();
        byOwner.getOrDefault(owner, List.of())
                .forEach(entry -> map.put(entry.getKey(), entry.getValue()));
        return map;
    }
}
