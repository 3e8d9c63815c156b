package dev.rondo.wire.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.rondo.base.RondoException;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import graphql.schema.LightDataFetcher;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads a GraphQL field from a REST call's JSON. What the JSON leaves out has protobuf's default,
 * as the pages expect it: an empty text or list, 0, the first name of an enumeration.
 */
final class JsonField implements LightDataFetcher<Object> {
    private static final String HISTORY_POINT = "MlflowMetricWithRunId";

    @Override
    public @Nullable Object get(DataFetchingEnvironment environment) {
        return get(environment.getFieldDefinition(), environment.getSource(), () -> environment);
    }

    @Override
    public @Nullable Object get(
            GraphQLFieldDefinition field,
            @Nullable Object source,
            Supplier<DataFetchingEnvironment> environment) {
        var parent = source instanceof JsonNode node ? node : MissingNode.getInstance();
        var value = parent.path(Spelling.snake(field.getName()));
        return switch (GraphQLTypeUtil.unwrapNonNull(field.getType())) {
            case GraphQLList list -> items(GraphQLTypeUtil.unwrapAll(list), value);
            case GraphQLEnumType names ->
                    value.isTextual() ? value.textValue() : names.getValues().getFirst().getName();
            case GraphQLScalarType scalar -> scalar(scalar.getName(), value, environment);
            // It never has anything: errors are told beside the data.
            case GraphQLNamedType object when object.getName().equals("ApiError") -> null;
            default -> value;
        };
    }

    private static List<Object> items(GraphQLType type, JsonNode values) {
        boolean texts = type instanceof GraphQLScalarType;
        return StreamSupport.stream(values.spliterator(), false)
                .map(value -> texts ? (Object) value.asText() : value)
                .toList();
    }

    private static @Nullable Object scalar(
            String type, JsonNode value, Supplier<DataFetchingEnvironment> environment) {
        return switch (type) {
            case "Boolean" -> value.asBoolean();
            case "LongString" -> value.isMissingNode() ? "0" : value.asText();
            case "Float" -> number(value, environment);
            default -> value.asText("");
        };
    }

    /** GraphQL knows no NaN and no infinity; a point of a curve must not be missed in silence. */
    private static @Nullable Object number(
            JsonNode value, Supplier<DataFetchingEnvironment> environment) {
        if (!value.isTextual()) {
            return value.asDouble();
        }
        if (((GraphQLNamedType) environment.get().getParentType())
                .getName()
                .equals(HISTORY_POINT)) {
            throw RondoException.user(
                    "mlflow.graphql_float",
                    "Float cannot represent non numeric value: "
                            + value.textValue()
                                    .toLowerCase(Locale.ROOT)
                                    .replace("infinity", "inf"));
        }
        return null;
    }
}
