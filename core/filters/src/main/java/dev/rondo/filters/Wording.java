package dev.rondo.filters;

import static java.util.stream.Collectors.joining;

import java.util.Collection;
import java.util.List;

/** The messages of MLflow's searches, which differ. */
public enum Wording {
    RUNS,
    EXPERIMENTS,
    /** Registered models and model versions. */
    REGISTRY,
    LOGGED_MODELS;

    String invalidClauses(Source source, List<String> clauses) {
        return switch (this) {
            case RUNS ->
                    "Invalid clause(s) in filter string: "
                            + shown(clauses).stream()
                                    .map(each -> "'" + each + "'")
                                    .collect(joining(", "));
            case EXPERIMENTS, REGISTRY ->
                    "Invalid clause(s) in filter string: " + String.join(", ", shown(clauses));
            case LOGGED_MODELS ->
                    "Invalid filter string: %s. Expected a list of comparisons separated by 'AND' (e.g. 'metrics.loss > 0.1 AND params.lr = 0.01')."
                            .formatted(PythonText.quoted(source.shown()));
        };
    }

    private static List<String> shown(List<String> clauses) {
        return clauses.stream().map(Source::shown).toList();
    }

    /**
     * @param names first names of the entities
     * @param all their other names too
     */
    String unknownEntity(String entity, Collection<String> names, Collection<String> all) {
        var shown = Source.shown(entity);
        return switch (this) {
            case RUNS ->
                    "Invalid entity type '%s'. Valid values are %s"
                            .formatted(shown, PythonText.list(names));
            case EXPERIMENTS, REGISTRY ->
                    "Invalid entity type '%s'. Valid entity types are %s"
                            .formatted(shown, PythonText.tuple(all));
            case LOGGED_MODELS ->
                    "Invalid entity type: '%s'. Expected one of %s."
                            .formatted(shown, PythonText.list(names));
        };
    }

    String unknownKey(String entity, String key, Collection<String> keys) {
        return "Invalid %s key '%s' specified. Valid keys are '%s'"
                .formatted(entity, Source.shown(key), PythonText.set(keys));
    }

    String refusedEntity(String entity) {
        return this == RUNS
                ? "Invalid identifier type '" + entity + "'"
                : "Invalid order_by entity: " + entity;
    }

    String nullTest(Key key, String operator) {
        return switch (this) {
            case RUNS ->
                    "IS NULL / IS NOT NULL is only supported for tags and params, not for '%s' '%s'"
                            .formatted(key.entity(), Source.shown(key.name()));
            case EXPERIMENTS ->
                    "IS NULL / IS NOT NULL is only supported for tags, not for attribute '%s'"
                            .formatted(Source.shown(key.name()));
            case REGISTRY, LOGGED_MODELS -> operator(key, operator);
        };
    }

    String operator(Key key, String operator) {
        var valid = key.type().operators().stream().map(Operator::symbol).toList();
        if (this == LOGGED_MODELS) {
            return "Invalid comparison operator for %s.%s: '%s'. Expected one of %s."
                    .formatted(
                            key.entity(),
                            Source.shown(key.name()),
                            operator,
                            PythonText.tuple(valid));
        }
        boolean listed =
                this == RUNS
                        || (this == EXPERIMENTS
                                && key.type() != ValueType.IDENTIFIER
                                && !key.open());
        if (listed) {
            return "Invalid comparator '%s' not one of '%s'"
                    .formatted(operator, PythonText.set(valid));
        }
        var subject = key.type() == ValueType.IDENTIFIER ? key.name() : key.entity();
        return "Invalid comparator for " + subject + ": " + operator;
    }

    String noNumber(Key key, String value) {
        return key.open()
                ? "Expected numeric value type for " + key.entity() + ". Found " + value
                : "Expected numeric value type for numeric attribute: %s. Found %s"
                        .formatted(key.name(), value);
    }

    String noInteger(Key key, String value) {
        return this == EXPERIMENTS
                ? "Invalid value for numeric attribute '%s': '%s'".formatted(key.name(), value)
                : "Invalid value for numeric attribute '%s': %s".formatted(key.name(), value);
    }

    String noText(Key key, String value) {
        if (key.open()) {
            return "Expected a quoted string value for %s (e.g. 'my-value'). Got value %s"
                    .formatted(key.entity(), value);
        }
        if (!key.entity().startsWith("attribute")) {
            return "Expected a quoted string value for %s attributes. Got value %s"
                    .formatted(key.entity(), value);
        }
        return (this == REGISTRY
                        ? "Expected a quoted string value or a list of quoted string values for attributes."
                        : "Expected a quoted string value for attributes.")
                + " Got value "
                + value;
    }

    String noList(Key key, Collection<String> keys, String value) {
        return key.open()
                ? noText(key, value)
                : "Only %s attributes support comparison with a list of quoted string values."
                        .formatted(PythonText.list(keys));
    }
}
