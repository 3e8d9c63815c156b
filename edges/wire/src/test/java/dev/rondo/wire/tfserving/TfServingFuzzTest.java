package dev.rondo.wire.tfserving;

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
                    "input",
                    "\n",
                    "\0",
                    "\u0012",
                    "\u0008",
                    "\u007f",
                    "\u007f\u007f\u007f\u007f\u007f");

    private final ModelHttp server;

    TfServingFuzzTest(@TempDir Path root) throws IOException {
        server = new ModelHttp(root, (_, _) -> {}, "plain");
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

    @Test
    @DisplayName("rule 11.2: no mutated message does harm")
    void mutatedMessages() {
        var predict = new TfMethod(server.models(), new Predict(server.models())::answer);
        var mutator = new Mutator(WORDS);
        var originals = List.of(message(true), message(false));
        int refused = 0;
        for (int i = 0; i < REQUESTS; i++) {
            var bytes = mutator.mutated(originals);
            try {
                predict.immediate(bytes);
                predict.answer(bytes);
            } catch (RondoException e) {
                assertThat(e.kind())
                        .as(mutator.describe(bytes))
                        .isIn(ErrorKind.USER, ErrorKind.NOT_FOUND);
                refused++;
            } catch (RuntimeException | Error e) {
                throw new AssertionError(mutator.describe(bytes), e);
            }
        }
        assertThat(refused).isBetween(REQUESTS / 5, REQUESTS);
    }
}
