package dev.rondo.wire.mlflow;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.IntValue;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;
import graphql.schema.GraphQLScalarType;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A whole number of 64 bits as a text, since JavaScript's numbers cannot hold them all. */
final class LongString implements Coercing<Object, String> {
    static final GraphQLScalarType TYPE =
            GraphQLScalarType.newScalar()
                    .name("LongString")
                    .description(
                            "LongString Scalar type to prevent truncation to max integer in JavaScript.")
                    .coercing(new LongString())
                    .build();

    private LongString() {}

    @Override
    public String serialize(Object value, GraphQLContext context, Locale locale) {
        return value.toString();
    }

    /** A number or a text of digits; what the call makes of it is the call's matter. */
    @Override
    public Object parseValue(Object input, GraphQLContext context, Locale locale) {
        if (input instanceof Number || input instanceof String) {
            return input;
        }
        throw new CoercingParseValueException("LongString is a whole number or a text of one");
    }

    @Override
    public @Nullable Object parseLiteral(
            Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
        return switch (input) {
            case IntValue number -> number.getValue();
            case StringValue text -> text.getValue();
            default ->
                    throw new CoercingParseLiteralException(
                            "LongString is a whole number or a text of one");
        };
    }
}
