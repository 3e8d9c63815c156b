package dev.rondo.wire.tfserving;

import static dev.rondo.wire.tfserving.ExampleCallsTest.example;
import static dev.rondo.wire.tfserving.ExampleCallsTest.floats;
import static dev.rondo.wire.tfserving.ExampleCallsTest.list;
import static dev.rondo.wire.tfserving.ExampleCallsTest.request;
import static dev.rondo.wire.tfserving.ExampleCallsTest.task;
import static dev.rondo.wire.tfserving.ExampleCallsTest.texts;
import static dev.rondo.wire.tfserving.ExampleCallsTest.wholes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.ProtoWriter;
import dev.rondo.base.RondoException;
import dev.rondo.inference.DataType;
import dev.rondo.inference.Tensor;
import dev.rondo.wire.rows.ModelHttp;
import dev.rondo.wire.rows.Mutator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Mutated messages of TensorFlow Serving's service, each answered or refused as a mistake. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TfServingFuzzTest {
    private static final int REQUESTS = Mutator.requests(10_000);
    private static final List<String> WORDS =
            List.of(
                    "plain",
                    "named",
                    "input",
                    "a",
                    "x",
                    "tensorflow/serving/regress",
                    "tensorflow/serving/classify",
                    "\n",
                    "\0",
                    "\u0012",
                    "\u0008",
                    "\u007f",
                    "\u007f\u007f\u007f\u007f\u007f");

    private final ModelHttp server;

    TfServingFuzzTest(@TempDir Path root) throws IOException {
        server = new ModelHttp(root, (_, _) -> {}, "plain", "named", "classes");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private static byte[] message(boolean content) {
        var values = new float[] {1, 2, 3};
        var tensor =
                content
                        ? TensorProto.write(
                                Tensor.of("input", DataType.FP32, new long[] {1, 3}, values))
                        : typed();
        var version = new ProtoWriter().varint(1, 1);
        return new ProtoWriter()
                .message(1, new ProtoWriter().text(1, "plain").message(2, version))
                .message(2, new ProtoWriter().text(1, "input").message(2, tensor))
                .text(3, "predict")
                .toBytes();
    }

    private static ProtoWriter typed() {
        var shape =
                new ProtoWriter()
                        .message(2, new ProtoWriter().varint(1, 1))
                        .message(2, new ProtoWriter().varint(1, 3));
        return new ProtoWriter().varint(1, 1).message(2, shape).bytes(5, new byte[12]);
    }

    private static byte[] examples(String model) {
        var named = example("a", floats(1), "b", wholes(2), "c", floats(3));
        return request(model, list(named, example("c", floats(), "a", wholes(-1), "b", floats(0))));
    }

    private static byte[] withContext(String model) {
        var input =
                new ProtoWriter()
                        .message(1, example("x", floats(1, 2, 3)))
                        .message(1, example("x", wholes(4, 5, 6)))
                        .message(2, example("y", texts("1")));
        return request(model, new ProtoWriter().message(2, input));
    }

    private static byte[] tasks(String... methods) {
        var tasks = new ProtoWriter();
        for (var method : methods) {
            tasks.message(1, task("plain", method));
        }
        return tasks.message(2, list(example("x", floats(1, 2, 3)))).toBytes();
    }

    @Test
    @DisplayName("rule 11.2: no mutated message to Predict does harm")
    void predict() {
        send(new Predict(server.models())::answer, message(true), message(false));
    }

    @Test
    @DisplayName("rule 11.2: no mutated message to Regress does harm")
    void regress() {
        send(new ExampleCalls(server.models())::regress, examples("named"), withContext("plain"));
    }

    @Test
    @DisplayName("rule 11.2: no mutated message to Classify does harm")
    void classify() {
        send(
                new ExampleCalls(server.models())::classify,
                withContext("classes"),
                examples("classes"));
    }

    @Test
    @DisplayName("rule 11.2: no mutated message to MultiInference does harm")
    void multiInference() {
        send(
                new ExampleCalls(server.models())::multiple,
                tasks("regress"),
                tasks("regress", "regress"),
                tasks("classify", "regress"));
    }

    private void send(TfMethod.Call call, byte[]... messages) {
        var method = new TfMethod(server.models(), call);
        var mutator = new Mutator(WORDS);
        var originals = List.of(messages);
        int refused = 0;
        for (int i = 0; i < REQUESTS; i++) {
            var bytes = mutator.mutated(originals);
            try {
                method.immediate(bytes);
                method.answer(bytes);
            } catch (RondoException e) {
                assertThat(e.kind())
                        .as(mutator.describe(bytes))
                        .isIn(ErrorKind.USER, ErrorKind.NOT_FOUND, ErrorKind.LIMIT);
                refused++;
            } catch (RuntimeException | Error e) {
                throw new AssertionError(mutator.describe(bytes), e);
            }
        }
        assertThat(refused).isBetween(REQUESTS / 5, REQUESTS);
    }
}
