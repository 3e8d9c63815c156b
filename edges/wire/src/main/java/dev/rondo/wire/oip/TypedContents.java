package dev.rondo.wire.oip;

import dev.rondo.base.ProtoReader;
import dev.rondo.base.ProtoWriter;
import dev.rondo.inference.DataType;
import dev.rondo.inference.Tensor;
import dev.rondo.wire.shared.BadRequest;
import dev.rondo.wire.shared.Shapes;
import dev.rondo.wire.shared.TensorBytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;

/** The message {@code InferTensorContents}: a tensor's values in the field of its type. */
final class TypedContents {
    private TypedContents() {}

    private static int field(DataType type) {
        return switch (type) {
            case BOOL -> 1;
            case INT8, INT16, INT32 -> 2;
            case INT64 -> 3;
            case UINT8, UINT16, UINT32 -> 4;
            case UINT64 -> 5;
            case FP32 -> 6;
            case FP64 -> 7;
            case BYTES -> 8;
            case FP16, BF16 ->
                    throw BadRequest.of(type + " has no typed contents; send raw contents");
        };
    }

    static Tensor read(int index, String name, DataType type, long[] shape, ProtoReader in) {
        int elements = Shapes.elements(index, shape, in.remaining());
        if (type == DataType.BYTES) {
            return Tensor.of(name, type, shape, texts(index, elements, in));
        }
        var values = new Values(index, type, elements);
        int field = field(type);
        while (in.next()) {
            if (in.field() != field) {
                throw BadRequest.input(index, "the contents are of another type than the datatype");
            }
            if (in.packed()) {
                for (var list = in.part(); list.remaining() > 0; ) {
                    values.take(list);
                }
            } else {
                values.takeOne(in);
            }
        }
        return Tensor.of(name, type, shape, values.finished());
    }

    private static byte[][] texts(int index, int elements, ProtoReader in) {
        var texts = new ArrayList<byte[]>();
        while (in.next()) {
            if (in.field() != field(DataType.BYTES)) {
                throw BadRequest.input(index, "the contents are of another type than the datatype");
            }
            texts.add(in.bytes());
        }
        if (texts.size() != elements) {
            throw wrongCount(index);
        }
        return texts.toArray(new byte[0][]);
    }

    private static RuntimeException wrongCount(int index) {
        return BadRequest.input(index, "the contents do not have as many values as the shape says");
    }

    /** Numbers on their way into an array of their type, laid out as raw contents are. */
    private static final class Values {
        private final int index;
        private final DataType type;
        private final int elements;
        private final ByteBuffer out;
        private int taken;

        Values(int index, DataType type, int elements) {
            this.index = index;
            this.type = type;
            this.elements = elements;
            this.out =
                    ByteBuffer.allocate(Math.multiplyExact(elements, type.bytes()))
                            .order(ByteOrder.LITTLE_ENDIAN);
        }

        void take(ProtoReader list) {
            switch (type) {
                case FP32 -> put(list.rawFixed32());
                case FP64 -> put(list.rawFixed64());
                default -> put(list.rawVarint());
            }
        }

        void takeOne(ProtoReader in) {
            switch (type) {
                case FP32 -> put(in.fixed32());
                case FP64 -> put(in.fixed64());
                default -> put(in.varint());
            }
        }

        private void put(long value) {
            if (taken++ == elements) {
                throw wrongCount(index);
            }
            switch (type) {
                case BOOL -> out.put((byte) (value == 0 ? 0 : 1));
                case INT8 -> out.put((byte) inRange(value, Byte.MIN_VALUE, Byte.MAX_VALUE));
                case UINT8 -> out.put((byte) inRange(value, 0, 0xff));
                case INT16 ->
                        out.putShort((short) inRange(value, Short.MIN_VALUE, Short.MAX_VALUE));
                case UINT16 -> out.putShort((short) inRange(value, 0, 0xffff));
                case INT32, UINT32, FP32 -> out.putInt((int) value);
                default -> out.putLong(value);
            }
        }

        private long inRange(long value, long least, long most) {
            if (value < least || value > most) {
                throw BadRequest.input(index, "a value is out of the range of " + type);
            }
            return value;
        }

        Object finished() {
            if (taken != elements) {
                throw wrongCount(index);
            }
            var bytes = out.array();
            return TensorBytes.read(index, "", type, new long[] {elements}, bytes, 0, bytes.length)
                    .data();
        }
    }

    static ProtoWriter write(Tensor tensor) {
        var contents = new ProtoWriter();
        int field = field(tensor.type());
        switch (tensor.data()) {
            case byte[][] _ -> {
                for (var value : tensor.texts()) {
                    contents.bytes(field, value);
                }
            }
            case float[] _, double[] _ -> contents.bytes(field, TensorBytes.write(tensor));
            default -> contents.packed(field, wholes(tensor));
        }
        return contents;
    }

    private static long[] wholes(Tensor tensor) {
        boolean unsigned = tensor.type().name().startsWith("U");
        int elements = java.lang.reflect.Array.getLength(tensor.data());
        var wholes = new long[elements];
        for (int i = 0; i < elements; i++) {
            wholes[i] =
                    switch (tensor.data()) {
                        case boolean[] values -> values[i] ? 1 : 0;
                        case byte[] values -> unsigned ? values[i] & 0xff : values[i];
                        case short[] values -> unsigned ? values[i] & 0xffff : values[i];
                        case int[] values -> unsigned ? values[i] & 0xffffffffL : values[i];
                        case long[] values -> values[i];
                        default -> throw new IllegalStateException(tensor.type().name());
                    };
        }
        return wholes;
    }
}
