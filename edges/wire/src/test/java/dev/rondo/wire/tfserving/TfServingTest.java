package dev.rondo.wire.tfserving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.ProtoReader;
import dev.rondo.base.ProtoWriter;
import dev.rondo.base.RondoException;
import dev.rondo.inference.DataType;
import dev.rondo.inference.Tensor;
import dev.rondo.wire.rows.ModelHttp;
import dev.rondo.wire.shared.TensorBytes;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TfServingTest {
    private final ModelHttp server;
    private final Predict predict;

    TfServingTest(@TempDir Path root) throws IOException {
        server = new ModelHttp(root, (_, _) -> {}, "plain");
        predict = new Predict(server.models());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private static Tensor read(ProtoWriter proto) {
        return TensorProto.read(0, "x", new ProtoReader(proto.toBytes()));
    }

    private static ProtoWriter shape(long... sizes) {
        var shape = new ProtoWriter();
        for (long size : sizes) {
            shape.message(2, new ProtoWriter().varint(1, size));
        }
        return shape;
    }

    @ParameterizedTest
    @EnumSource
    void everyTypeComesBack(DataType type) {
        var bytes = new byte[2 * Math.max(8, type.bytes())];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (type == DataType.BYTES ? 0 : i & 1);
        }
        int elements = type == DataType.BYTES ? 4 : bytes.length / type.bytes();
        var tensor = TensorBytes.read(0, "x", type, new long[] {elements}, bytes, 0, bytes.length);
        var back = read(TensorProto.write(tensor));
        assertThat(back.type()).isEqualTo(type);
        assertThat(back.shape()).containsExactly(elements);
        assertThat(TensorBytes.write(back)).isEqualTo(bytes);
    }

    @Test
    void theLastValueStandsForTheRest() {
        var one = new ProtoWriter().varint(1, 3).message(2, shape(2, 2)).packed(7, 5, -1);
        assertThat((int[]) read(one).data()).containsExactly(5, -1, -1, -1);
        var text = new ProtoWriter().varint(1, 7).message(2, shape(3)).bytes(8, new byte[] {65});
        assertThat((byte[][]) read(text).data()).hasDimensions(3, 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void whatIsNoTensor(int which) {
        var wrong =
                switch (which) {
                    case 0 -> new ProtoWriter().varint(1, 99).message(2, shape(1)).packed(7, 1);
                    case 1 -> new ProtoWriter().varint(1, 3).message(2, shape(1)).packed(7, 1, 2);
                    case 2 -> new ProtoWriter().varint(1, 3).message(2, shape(2));
                    case 3 ->
                            new ProtoWriter().varint(1, 3).message(2, shape(1 << 30)).packed(7, 1);
                    case 4 -> new ProtoWriter().varint(1, 3).message(2, shape(1)).packed(10, 1);
                    default -> new ProtoWriter().varint(1, 3).message(2, shape(-1)).packed(7, 1);
                };
        assertThatThrownBy(() -> read(wrong))
                .isInstanceOfSatisfying(
                        RondoException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.USER));
    }

    private static byte[] request(String model) {
        var row =
                new ProtoWriter()
                        .varint(1, 1)
                        .message(2, shape(1, 3))
                        .bytes(
                                4,
                                TensorBytes.write(
                                        Tensor.of(
                                                "input",
                                                DataType.FP32,
                                                new long[] {1, 3},
                                                new float[] {1, 2, 3})));
        return new ProtoWriter()
                .message(1, new ProtoWriter().text(1, model))
                .message(2, new ProtoWriter().text(1, "input").message(2, row))
                .toBytes();
    }

    @Test
    void oneRow() {
        var method = new TfMethod(server.models(), predict::answer);
        assertThat(method.immediate(request("plain"))).isTrue();
        assertThat(method.immediate(request("none"))).isFalse();
        var in = new ProtoReader(predict.answer(request("plain")));
        assertThat(in.next()).isTrue();
        var entry = in.part();
        assertThat(entry.next()).isTrue();
        assertThat(entry.text()).isEqualTo("predict");
        assertThat(entry.next()).isTrue();
        assertThat(TensorProto.read(0, "predict", entry.part()).floats()).containsExactly(321);
        assertThatThrownBy(() -> predict.answer(request("none")))
                .isInstanceOfSatisfying(
                        RondoException.class,
                        e -> assertThat(e.kind()).isEqualTo(ErrorKind.NOT_FOUND));
        assertThatThrownBy(() -> predict.answer(new byte[0]))
                .isInstanceOfSatisfying(
                        RondoException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.USER));
    }
}
