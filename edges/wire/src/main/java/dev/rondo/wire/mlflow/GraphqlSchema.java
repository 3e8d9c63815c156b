package dev.rondo.wire.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import graphql.GraphQL;
import graphql.GraphqlErrorBuilder;
import graphql.execution.DataFetcherExceptionHandlerParameters;
import graphql.execution.DataFetcherExceptionHandlerResult;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.FieldWiringEnvironment;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeRuntimeWiring;
import graphql.schema.idl.WiringFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * MLflow's GraphQL schema. A field at the root is one of the REST calls, with the same limits and
 * errors; the rest of the query picks from that call's JSON.
 */
final class GraphqlSchema {
    private final RunRelations relations;
    private final Map<String, Call> queries;
    private final Map<String, Call> mutations;

    /**
     * The schema's root.
     *
     * @param queries the calls behind the query's fields, by their names
     * @param mutations the same for mutations
     */
    GraphqlSchema(RunRelations relations, Map<String, Call> queries, Map<String, Call> mutations) {
        this.relations = relations;
        this.queries = queries;
        this.mutations = mutations;
    }

    GraphQL graphql() {
        var wiring =
                RuntimeWiring.newRuntimeWiring()
                        .scalar(LongString.TYPE)
                        .type(root("Query", queries).dataFetcher("test", GraphqlSchema::echo))
                        .type(
                                root("Mutation", mutations)
                                        .dataFetcher("testMutation", GraphqlSchema::echo))
                        .wiringFactory(new FromJson())
                        .build();
        var schema =
                new SchemaGenerator()
                        .makeExecutableSchema(new SchemaParser().parse(text()), wiring);
        return GraphQL.newGraphQL(schema)
                .defaultDataFetcherExceptionHandler(GraphqlSchema::explain)
                .build();
    }

    /** What the fields below the root are read with. */
    private static final class FromJson implements WiringFactory {
        @Override
        public DataFetcher<?> getDefaultDataFetcher(FieldWiringEnvironment environment) {
            return new JsonField();
        }
    }

    private TypeRuntimeWiring.Builder root(String name, Map<String, Call> calls) {
        var type = TypeRuntimeWiring.newTypeWiring(name);
        calls.forEach(
                (field, call) -> type.dataFetcher(field, environment -> answer(call, environment)));
        return type;
    }

    private JsonNode answer(Call call, DataFetchingEnvironment environment) throws IOException {
        var in = Fields.of(RequestJson.MAPPER.writeValueAsBytes(input(environment)), Map.of());
        var answer = RequestJson.MAPPER.readTree(Answer.object(out -> call.answer(in, out)));
        relations.add(answer, environment.getSelectionSet());
        return answer;
    }

    private static ObjectNode input(DataFetchingEnvironment environment) {
        Map<String, Object> input = environment.getArgumentOrDefault("input", Map.of());
        return RequestJson.MAPPER.valueToTree(input);
    }

    private static JsonNode echo(DataFetchingEnvironment environment) {
        return RequestJson.MAPPER
                .createObjectNode()
                .put("output", environment.<String>getArgument("inputString"));
    }

    private static CompletableFuture<DataFetcherExceptionHandlerResult> explain(
            DataFetcherExceptionHandlerParameters failed) {
        var error =
                GraphqlErrorBuilder.newError(failed.getDataFetchingEnvironment())
                        .message("%s", MlflowErrors.message(failed.getException()))
                        .build();
        return CompletableFuture.completedFuture(
                DataFetcherExceptionHandlerResult.newResult(error).build());
    }

    private static String text() {
        try (var in = GraphqlSchema.class.getResourceAsStream("schema.graphqls")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
