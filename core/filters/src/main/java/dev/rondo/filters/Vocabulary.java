package dev.rondo.filters;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one search can be asked about: entities, their keys and the types of these.
 *
 * <pre>{@code
 * var experiments = Vocabulary.worded(Wording.EXPERIMENTS)
 *         .attributes("attribute")
 *         .attribute("name", ValueType.LISTED_TEXT)
 *         .attribute("creation_time", ValueType.INTEGER)
 *         .keys("tag", ValueType.OPTIONAL_TEXT, "tags")
 *         .build();
 * }</pre>
 *
 * <p>A key without an entity belongs to the first entity that has attributes.
 */
public final class Vocabulary {
    private final Wording wording;
    private final Map<String, Entity> entities;

    private Vocabulary(Wording wording, Map<String, Entity> entities) {
        this.wording = wording;
        this.entities = entities;
    }

    public static Builder worded(Wording wording) {
        return new Builder(wording);
    }

    Wording wording() {
        return wording;
    }

    /** The key that a token names. */
    Key key(Source source, Token token) {
        var parts = token.parts();
        var text = token.kind() == Token.Kind.WORD ? token.raw() : parts.getFirst();
        if (token.kind() != Token.Kind.PATH) {
            return key(source, token, bare(), text);
        }
        var entity = entities.get(text);
        if (entity == null) {
            throw source.refuse(
                    token.start(),
                    "filter.entity",
                    wording.unknownEntity(text, firstNames(), entities.keySet()));
        }
        return key(source, token, entity, String.join(".", parts.subList(1, parts.size())));
    }

    private Key key(Source source, Token token, Entity entity, String name) {
        if (entity.refused()) {
            throw source.refuse(
                    token.start(), "filter.entity", wording.refusedEntity(entity.name()));
        }
        if (entity.anyKey() != null) {
            if (name.isEmpty()) {
                throw source.refuse(
                        token.start(), "filter.key", "Invalid key '' of " + entity.name());
            }
            return new Key(entity.name(), name, entity.anyKey(), true);
        }
        var attribute = entity.attributes().get(name);
        if (attribute == null) {
            throw source.refuse(
                    token.start(),
                    "filter.key",
                    wording.unknownKey(entity.name(), name, entity.attributes().keySet()));
        }
        return new Key(entity.name(), attribute.name(), attribute.type(), false);
    }

    Comparison comparison(Source source, Clause clause) {
        var key = key(source, clause.key());
        var literal = literal(source, clause, key);
        for (var operator : key.type().operators()) {
            if (operator.symbol().equals(clause.operator())) {
                return new Comparison(
                        key.entity(),
                        key.name(),
                        operator,
                        literal,
                        source.position(clause.key().start()));
            }
        }
        throw source.refuse(
                clause.operatorStart(),
                "filter.operator",
                wording.operator(key, clause.operator()));
    }

    private Literal literal(Source source, Clause clause, Key key) {
        if (!clause.value().isEmpty()) {
            return new LiteralReader(source, wording, key, listedKeys(key)).read(clause);
        }
        if (!key.type().operators().contains(Operator.IS_NULL)) {
            throw source.refuse(
                    clause.operatorStart(),
                    "filter.operator",
                    wording.nullTest(key, clause.operator()));
        }
        return new Literal.None();
    }

    /** The keys that can be compared with a list. */
    private List<String> listedKeys(Key key) {
        return entities.values().stream()
                .filter(entity -> entity.name().equals(key.entity()))
                .flatMap(entity -> entity.attributes().values().stream())
                .filter(attribute -> attribute.type().operators().contains(Operator.IN))
                .map(Attribute::name)
                .distinct()
                .sorted()
                .toList();
    }

    private Entity bare() {
        return entities.values().stream()
                .filter(entity -> entity.anyKey() == null && !entity.refused())
                .findFirst()
                .orElseThrow();
    }

    private List<String> firstNames() {
        return entities.values().stream().map(Entity::name).distinct().toList();
    }

    private record Attribute(String name, ValueType type) {}

    /**
     * @param anyKey the type of its values if its keys may have any name
     */
    private record Entity(
            String name,
            @Nullable ValueType anyKey,
            Map<String, Attribute> attributes,
            boolean refused) {}

    /** Collects entities in the order in which messages list them. */
    public static final class Builder {
        private final Wording wording;
        private final Map<String, Entity> entities = new LinkedHashMap<>();
        private final List<Map<String, Attribute>> attributes = new ArrayList<>();

        private Builder(Wording wording) {
            this.wording = wording;
        }

        /** An entity with keys of any name, such as tags. */
        public Builder keys(String entity, ValueType type, String... aliases) {
            return add(new Entity(entity, type, Map.of(), false), aliases);
        }

        /** An entity of which the attributes follow. */
        public Builder attributes(String entity, String... aliases) {
            attributes.add(new LinkedHashMap<>());
            return add(new Entity(entity, null, attributes.getLast(), false), aliases);
        }

        /** An attribute of the entity before. */
        public Builder attribute(String key, ValueType type, String... aliases) {
            var attribute = new Attribute(key, type);
            attributes.getLast().put(key, attribute);
            for (var alias : aliases) {
                attributes.getLast().put(alias, attribute);
            }
            return this;
        }

        /** An entity that exists but cannot stand here, such as tags in an order. */
        public Builder refused(String entity, String... aliases) {
            return add(new Entity(entity, null, Map.of(), true), aliases);
        }

        private Builder add(Entity entity, String... aliases) {
            entities.put(entity.name(), entity);
            for (var alias : aliases) {
                entities.put(alias, entity);
            }
            return this;
        }

        public Vocabulary build() {
            return new Vocabulary(wording, new LinkedHashMap<>(entities));
        }
    }
}
