package dev.rondo.wire.mlflow;

import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.OperationDefinition;
import graphql.language.SelectionSet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much one GraphQL query may ask, with MLflow's limits: depth 10, 1,000 fields, 10 fields at
 * the root, 10 aliases within one selection, fragments counted wherever they are spread.
 */
final class QueryLimits {
    private static final int DEPTH = 10;
    private static final int FIELDS = 1_000;
    private static final int ROOT_FIELDS = 10;
    private static final int ALIASES = 10;

    private record Level(SelectionSet selections, int depth) {}

    private final Map<String, FragmentDefinition> fragments = new HashMap<>();
    private int fields;
    private int rootFields;
    private int aliases;

    private QueryLimits(Document query) {
        query.getDefinitionsOfType(FragmentDefinition.class)
                .forEach(fragment -> fragments.put(fragment.getName(), fragment));
    }

    /** Which limit a query breaks; null for none. */
    static @Nullable String broken(Document query) {
        var limits = new QueryLimits(query);
        for (var operation : query.getDefinitionsOfType(OperationDefinition.class)) {
            var broken = limits.walk(operation.getSelectionSet());
            if (broken != null) {
                return broken;
            }
        }
        if (limits.rootFields > ROOT_FIELDS) {
            return atMost(ROOT_FIELDS, limits.rootFields, "root fields");
        }
        return limits.aliases > ALIASES ? atMost(ALIASES, limits.aliases, "aliases") : null;
    }

    private static String atMost(int limit, int count, String what) {
        return "GraphQL queries should have at most %d %s, got %d %s."
                .formatted(limit, what, count, what);
    }

    private @Nullable String walk(SelectionSet root) {
        var open = new ArrayDeque<Level>();
        open.push(new Level(root, 1));
        while (!open.isEmpty()) {
            var level = open.pop();
            if (level.depth() > DEPTH) {
                return "Query exceeds maximum depth of " + DEPTH;
            }
            var here = fieldsOf(level.selections());
            fields += here.size();
            if (fields > FIELDS) {
                return "Query exceeds maximum total selections of " + FIELDS;
            }
            if (level.depth() == 1) {
                rootFields += here.size();
            }
            for (var field : here) {
                if (field.getSelectionSet() != null) {
                    open.push(new Level(field.getSelectionSet(), level.depth() + 1));
                }
            }
            aliases =
                    Math.max(
                            aliases,
                            (int) here.stream().filter(field -> field.getAlias() != null).count());
        }
        return null;
    }

    /** Those of the fragments spread here among them; a fragment that holds itself counts once. */
    private List<Field> fieldsOf(SelectionSet selections) {
        var found = new ArrayList<Field>();
        var open = new ArrayDeque<Object>(selections.getSelections());
        var spread = new HashSet<String>();
        while (!open.isEmpty()) {
            switch (open.poll()) {
                case Field field -> found.add(field);
                case InlineFragment fragment ->
                        open.addAll(fragment.getSelectionSet().getSelections());
                case FragmentSpread fragment -> {
                    var known = fragments.get(fragment.getName());
                    if (known != null && spread.add(fragment.getName())) {
                        open.addAll(known.getSelectionSet().getSelections());
                    }
                }
                default -> {}
            }
        }
        return found;
    }
}
