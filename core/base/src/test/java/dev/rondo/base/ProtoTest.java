package dev.rondo.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProtoTest {
    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    /** The examples of the encoding's own documentation. */
    @Test
    void documentedExamples() {
        assertThat(new ProtoWriter().varint(1, 150).toBytes()).isEqualTo(hex("089601"));
        assertThat(new ProtoWriter().text(2, "testing").toBytes())
                .isEqualTo(hex("120774657374696e67"));
        assertThat(new ProtoWriter().message(3, new ProtoWriter().varint(1, 150)).toBytes())
                .isEqualTo(hex("1a03089601"));
        assertThat(new ProtoWriter().packed(6, 3, 270, 86942).toBytes())
                .isEqualTo(hex("3206038e029ea705"));
        assertThat(new ProtoWriter().varint(1, -2).toBytes())
                .isEqualTo(hex("08feffffffffffffffff01"));
    }

    @Test
    void defaultsAreLeftOut() {
        assertThat(new ProtoWriter().varint(1, 0).flag(2, false).text(3, "").packed(4).toBytes())
                .isEmpty();
        assertThat(new ProtoWriter().texts(5, List.of("")).toBytes()).isEqualTo(hex("2a00"));
    }

    @Test
    void fieldsAreReadOrSkipped() {
        var bytes =
                new ProtoWriter()
                        .text(1, "skipped".repeat(100))
                        .varint(2, Long.MIN_VALUE)
                        .bytes(3, hex("0a0b"))
                        .message(4, new ProtoWriter().text(1, "in"))
                        .toBytes();
        var in = new ProtoReader(bytes);
        for (int field = 1; field <= 4; field++) {
            assertThat(in.next()).isTrue();
            assertThat(in.field()).isEqualTo(field);
            switch (field) {
                case 2 -> assertThat(in.varint()).isEqualTo(Long.MIN_VALUE);
                case 3 -> assertThat(in.bytes()).isEqualTo(hex("0a0b"));
                case 4 -> {
                    var part = in.part();
                    assertThat(part.next()).isTrue();
                    assertThat(part.text()).isEqualTo("in");
                    assertThat(part.next()).isFalse();
                }
                default -> in.skip();
            }
        }
        assertThat(in.next()).isFalse();
    }

    @Test
    void fixedNumbers() {
        var in = new ProtoReader(hex("0d0000803f" + "110000000000000440" + "0dffffffff"));
        assertThat(in.next()).isTrue();
        assertThat(Float.intBitsToFloat(in.fixed32())).isEqualTo(1);
        assertThat(in.next()).isTrue();
        assertThat(Double.longBitsToDouble(in.fixed64())).isEqualTo(2.5);
        assertThat(in.next()).isTrue();
        in.skip();
        assertThat(in.next()).isFalse();
    }

    /** Torn, of no known type, with a length past the end, negative or never ending, field 0. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "08",
                "0d0000",
                "11000000",
                "0a05616263",
                "0affffffff0f",
                "0affffffffffffffffff01",
                "08ffffffffffffffffffff01",
                "0b",
                "0f00",
                "00"
            })
    void whatIsNoMessage(String hex) {
        assertThatThrownBy(
                        () -> {
                            var in = new ProtoReader(hex(hex));
                            while (in.next()) {
                                in.skip();
                            }
                        })
                .isInstanceOfSatisfying(
                        RondoException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.USER));
    }

    /** A text that holds U+FFFD itself is one. */
    @Test
    void aTextThatIsNotUtf8() {
        var in = new ProtoReader(hex("0a02fffe" + "0a03efbfbd"));
        assertThat(in.next()).isTrue();
        assertThatThrownBy(in::text).isInstanceOf(RondoException.class);
        assertThat(in.next()).isTrue();
        assertThat(in.text()).isEqualTo("\uFFFD");
    }

    @Test
    void aFieldOfAnotherTypeIsAnError() {
        var in = new ProtoReader(new ProtoWriter().varint(1, 7).toBytes());
        assertThat(in.next()).isTrue();
        assertThatThrownBy(in::text).isInstanceOf(RondoException.class);
    }
}
