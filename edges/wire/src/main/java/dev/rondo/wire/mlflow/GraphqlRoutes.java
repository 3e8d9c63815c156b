package dev.rondo.wire.mlflow;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.http.Http;
import dev.rondo.http.Method;
import dev.rondo.http.Reply;
import dev.rondo.http.Request;
import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.GraphQLError;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.Parser;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /graphql}, as MLflow's pages ask it: {@code {"query", "variables", "operationName"}},
 * answered with {@code {"data", "errors"}} and status 200, the errors as plain texts. The schema is
 * made at the first query, so that starting costs nothing.
 */
final class GraphqlRoutes {
    private static final TypeReference<Map<String, Object>> VARIABLES = new TypeReference<>() {};

    private final Supplier<GraphQL> maker;
    private @Nullable GraphQL made;

    GraphqlRoutes(Supplier<GraphQL> maker) {
        this.maker = maker;
    }

    void addTo(Http http) {
        http.errors("/graphql", MlflowErrors::render);
        http.route(Method.POST, "/graphql", this::answer);
    }

    private synchronized GraphQL graphql() {
        var known = made;
        if (known == null) {
            known = maker.get();
            made = known;
        }
        return known;
    }

    private Reply answer(Request request) throws IOException {
        var body = body(request.body());
        var query = body.get("query");
        if (query == null || query.isNull()) {
            throw Values.missing("query");
        }
        var result = execute(Values.text(query, "query"), body);
        return new Reply.Whole(200, Reply.JSON, RequestJson.MAPPER.writeValueAsBytes(result));
    }

    /** Without the change of spelling that other calls make: variables have names of their own. */
    private static ObjectNode body(byte[] body) {
        try {
            if (RequestJson.MAPPER.readTree(body) instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException e) {
            throw RequestJson.explain(e);
        }
        throw RequestJson.noObject();
    }

    private Map<String, Object> execute(String query, ObjectNode body) {
        try {
            var broken = QueryLimits.broken(Parser.parse(query));
            if (broken != null) {
                return answer(null, List.of(broken));
            }
        } catch (InvalidSyntaxException e) {
            return answer(null, List.of("Syntax Error: " + e.getMessage()));
        }
        var input =
                ExecutionInput.newExecutionInput(query)
                        .operationName(operation(body.get("operationName")))
                        .variables(variables(body.get("variables")))
                        .build();
        return answer(graphql().execute(input));
    }

    private static @Nullable String operation(@Nullable JsonNode name) {
        return name == null || name.isNull() ? null : Values.text(name, "operationName");
    }

    private static Map<String, Object> variables(@Nullable JsonNode variables) {
        if (variables == null || variables.isNull()) {
            return Map.of();
        }
        if (!variables.isObject()) {
            throw RequestJson.noObject();
        }
        return RequestJson.MAPPER.convertValue(variables, VARIABLES);
    }

    private static Map<String, Object> answer(ExecutionResult result) {
        var errors = result.getErrors().stream().map(GraphQLError::getMessage).toList();
        return answer(result.getData(), errors);
    }

    private static Map<String, Object> answer(@Nullable Object data, List<String> errors) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("data", data);
        answer.put("errors", errors.isEmpty() ? null : errors);
        return answer;
    }
}
