package dev.rondo.wire.rows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.base.Json;
import dev.rondo.inference.DataType;
import dev.rondo.inference.InferenceOptions;
import dev.rondo.inference.MlflowSignature;
import dev.rondo.inference.MlflowType;
import dev.rondo.inference.Tensor;
import dev.rondo.inference.TensorModel;
import dev.rondo.inference.TensorSpec;
import dev.rondo.wire.v1.V1Routes;
import java.lang.reflect.Array;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Truth values of which one may be missing, of a model that takes it so. */
class MissingTruthTest {
    /** Answers with what it was given as {@code t}, which may be missing; {@code u} may not. */
    record Told() implements TensorModel {
        @Override
        public String platform() {
            return "test";
        }

        @Override
        public List<TensorSpec> inputs() {
            return List.of(
                    new TensorSpec("t", DataType.BOOL, List.of(-1L), true),
                    new TensorSpec("u", DataType.BOOL, -1));
        }

        @Override
        public List<TensorSpec> outputs() {
            return List.of(new TensorSpec("told", DataType.BYTES, -1));
        }

        @Override
        public MlflowSignature signature() {
            var columns =
                    List.of(
                            new MlflowSignature.Column("t", MlflowType.BOOLEAN, false),
                            new MlflowSignature.Column("u", MlflowType.BOOLEAN, true));
            return new MlflowSignature(columns, List.of(), List.of(), List.of());
        }

        @Override
        public boolean immediate() {
            return true;
        }

        @Override
        public List<Tensor> infer(List<Tensor> inputs, InferenceOptions options) {
            var told = new byte[(int) inputs.getFirst().shape()[0]][];
            for (int i = 0; i < told.length; i++) {
                told[i] = Array.get(inputs.getFirst().data(), i).toString().getBytes(UTF_8);
            }
            return List.of(Tensor.of("told", DataType.BYTES, new long[] {told.length}, told));
        }
    }

    @ParameterizedTest
    @DisplayName("a column that one row leaves out, or has as null, is missing there")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"t\":true,\"u\":false},{\"t\":false,\"u\":false}|[\"true\",\"false\"]",
                "{\"t\":true,\"u\":false},{\"u\":true}|[\"1.0\",\"NaN\"]",
                "{\"t\":null,\"u\":false},{\"t\":false,\"u\":true}|[\"NaN\",\"0.0\"]",
            })
    void missing(String rows, String told, @TempDir Path root) throws Exception {
        var answer = ask(root, rows);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(Json.tree(answer.body()).path("predictions")).hasToString(told);
    }

    @Test
    void whereNothingMayBeMissingItIsRefused(@TempDir Path root) throws Exception {
        assertThat(ask(root, "{\"t\":true,\"u\":null}").statusCode()).isEqualTo(400);
    }

    private static HttpResponse<String> ask(Path root, String rows) throws Exception {
        var body = "{\"instances\":[" + rows + "]}";
        try (var server =
                new ModelHttp(root, (models, http) -> new V1Routes(models).addTo(http), "truth")) {
            return server.post("/v1/models/truth:predict", "application/json", body);
        }
    }
}
