package dev.rondo.wire.tfserving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.ProtoReader;
import dev.rondo.base.ProtoWriter;
import dev.rondo.base.RondoException;
import dev.rondo.wire.rows.ModelHttp;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The model answers a + 10 b + 100 c; see {@code SumModel}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExampleCallsTest {
    private final ModelHttp server;
    private final ExampleCalls calls;

    ExampleCallsTest(@TempDir Path root) throws IOException {
        server = new ModelHttp(root, (_, _) -> {}, "named", "plain", "classes", "texts");
        calls = new ExampleCalls(server.models());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    static ProtoWriter floats(float... values) {
        var bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return new ProtoWriter().message(2, new ProtoWriter().bytes(1, bytes.array()));
    }

    static ProtoWriter wholes(long... values) {
        return new ProtoWriter().message(3, new ProtoWriter().packed(1, values));
    }

    static ProtoWriter texts(String value) {
        return new ProtoWriter().message(1, new ProtoWriter().text(1, value));
    }

    /** Names and features by turns. */
    static ProtoWriter example(Object... features) {
        var map = new ProtoWriter();
        for (int i = 0; i < features.length; i += 2) {
            map.message(
                    1,
                    new ProtoWriter()
                            .text(1, features[i].toString())
                            .message(2, (ProtoWriter) features[i + 1]));
        }
        return new ProtoWriter().message(1, map);
    }

    static ProtoWriter list(ProtoWriter... examples) {
        var list = new ProtoWriter();
        for (var example : examples) {
            list.message(1, example);
        }
        return new ProtoWriter().message(1, list);
    }

    static byte[] request(String model, ProtoWriter input) {
        return new ProtoWriter()
                .message(1, new ProtoWriter().text(1, model))
                .message(2, input)
                .toBytes();
    }

    private static ProtoReader field(ProtoReader in, int field) {
        while (in.next()) {
            if (in.field() == field) {
                return in.part();
            }
            in.skip();
        }
        throw new AssertionError("no field " + field);
    }

    private static List<Float> values(ProtoReader result) {
        var values = new ArrayList<Float>();
        while (result.next()) {
            var regression = result.part();
            float value = 0;
            while (regression.next()) {
                value = Float.intBitsToFloat(regression.fixed32());
            }
            values.add(value);
        }
        return values;
    }

    private List<Float> regress(String model, ProtoWriter input) {
        return values(field(new ProtoReader(calls.regress(request(model, input))), 1));
    }

    @Test
    void featuresAreColumnsByTheirNames() {
        var first = example("c", floats(3), "a", wholes(1), "b", floats(2));
        var second = example("a", wholes(-1), "c", floats(0), "b", wholes(1), "b", wholes(2));
        assertThat(regress("named", list(first, second))).containsExactly(321f, 19f);
        assertThat(regress("named", list(example("a", floats(1), "b", floats(), "c", wholes(3)))))
                .containsExactly(Float.NaN);
        assertThat(
                        regress(
                                "plain",
                                list(example("x", floats(1, 2, 3)), example("x", wholes(0, 0, 1)))))
                .containsExactly(321f, 100f);
    }

    @Test
    void aModelWithoutNamesTakesFeaturesByTheirNumbers() {
        var numbered = example("f2", floats(3), "f0", floats(1), "f1", floats(2));
        assertThat(regress("plain", list(numbered))).containsExactly(321f);
        var named = example("c", floats(3), "a", floats(1), "b", floats(2));
        assertRefused(() -> regress("plain", list(named)));
    }

    @Test
    void whatTheContextSaysHoldsForAllExamplesThatSayNothingElse() {
        var withContext =
                new ProtoWriter()
                        .message(1, example("c", floats(3)))
                        .message(1, example("c", floats(0), "b", floats(7)))
                        .message(2, example("a", floats(1), "b", floats(2)));
        assertThat(regress("named", new ProtoWriter().message(2, withContext)))
                .containsExactly(321f, 71f);
    }

    @Test
    void classesComeWithTheirScores() {
        var answer = calls.classify(request("classes", list(example("x", floats(1, 2, 3)))));
        var row = field(field(new ProtoReader(answer), 1), 1);
        var told = new ArrayList<String>();
        while (row.next()) {
            var each = row.part();
            assertThat(each.next()).isTrue();
            var label = each.text();
            assertThat(each.next()).isTrue();
            told.add(label + "=" + Float.intBitsToFloat(each.fixed32()));
        }
        assertThat(told).containsExactly("0=321.0", "1=322.0");
    }

    static ProtoWriter task(String model, String method) {
        return new ProtoWriter()
                .message(1, new ProtoWriter().text(1, model))
                .text(2, "tensorflow/serving/" + method);
    }

    @Test
    void severalTasksShareTheirExamples() {
        var request =
                new ProtoWriter()
                        .message(1, task("plain", "regress"))
                        .message(1, task("plain", "regress"))
                        .message(2, list(example("x", floats(1, 2, 3))))
                        .toBytes();
        var in = new ProtoReader(calls.multiple(request));
        for (int i = 0; i < 2; i++) {
            assertThat(in.next()).isTrue();
            assertThat(values(field(in.part(), 3))).containsExactly(321f);
        }
        assertThat(in.next()).isFalse();
        for (var tasks :
                List.of(
                        new ProtoWriter(),
                        new ProtoWriter().message(1, task("plain", "predict")),
                        new ProtoWriter().message(1, new ProtoWriter()),
                        new ProtoWriter()
                                .message(1, task("plain", "regress"))
                                .message(1, task("named", "regress")))) {
            var wrong = tasks.message(2, list(example("x", floats(1, 2, 3)))).toBytes();
            assertRefused(() -> calls.multiple(wrong));
        }
    }

    private static void assertRefused(Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        RondoException.class,
                        e -> assertThat(e.kind()).isIn(ErrorKind.USER, ErrorKind.LIMIT));
    }

    @Test
    @DisplayName("rule 11.1: what does not fit is told so")
    void whatDoesNotFit() {
        var whole = example("a", floats(1), "b", floats(2), "c", floats(3));
        for (var input :
                List.of(
                        new ProtoWriter(),
                        list(),
                        list(example()),
                        list(whole, example("a", floats(1), "b", floats(2))),
                        list(whole, example("a", floats(1), "b", floats(2), "d", floats(3))),
                        list(example("a", floats(1, 2), "b", floats(2), "c", floats(3))),
                        list(example("x", floats(1, 2, 3)), example("x", floats(1, 2))),
                        list(example("x", floats(1, 2))),
                        list(example("x", texts("1"))))) {
            assertRefused(() -> calls.regress(request("named", input)));
        }
        assertRefused(() -> calls.classify(request("plain", list(whole))));
        assertRefused(() -> calls.regress(request("texts", list(whole))));
        assertRefused(() -> calls.regress(new byte[0]));
        var signature =
                new ProtoWriter()
                        .message(1, new ProtoWriter().text(1, "plain").text(3, "other"))
                        .message(2, list(whole));
        assertRefused(() -> calls.regress(signature.toBytes()));
    }

    @Test
    @DisplayName("rule 11.2: damaged messages are refused, whatever is wrong in them")
    void damaged() {
        var message =
                request(
                        "named",
                        list(
                                example("a", floats(1), "b", wholes(2), "c", floats(3)),
                                example("a", floats(1), "b", wholes(2), "c", floats())));
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            var damaged = java.util.Arrays.copyOf(message, random.nextInt(message.length) + 1);
            for (int change = random.nextInt(4); change >= 0; change--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                calls.regress(damaged);
            } catch (RondoException e) {
                assertThat(e.kind()).isNotEqualTo(ErrorKind.INTERNAL);
            }
        }
    }

    @Test
    @DisplayName("rule 11.2: many small pieces take time and memory that grow with them only")
    void manyPieces() {
        var unpacked = new ProtoWriter();
        for (int i = 0; i < 500_000; i++) {
            unpacked.varint(1, 1);
        }
        var feature = new ProtoWriter().message(3, unpacked);
        assertRefused(() -> regress("plain", list(example("x", feature))));
        var empty = new ProtoWriter[300_000];
        java.util.Arrays.fill(empty, new ProtoWriter());
        assertRefused(() -> regress("plain", list(empty)));
    }
}
