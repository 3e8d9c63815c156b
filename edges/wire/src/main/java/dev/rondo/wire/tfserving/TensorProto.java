package dev.rondo.wire.tfserving;

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
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The message {@code TensorProto}: values as little-endian bytes, or in the list of their type,
 * whose last value stands for all that are left out.
 */
final class TensorProto {
    private static final int MAX_RANK = 255;

    private final int index;
    private long type;
    private long[] shape = {};
    private @Nullable ProtoReader content;
    private final List<ProtoReader> lists = new ArrayList<>(1);
    private final List<byte[]> texts = new ArrayList<>(0);
    private int listField;
    private long single;
    private boolean singleSeen;

    private TensorProto(int index) {
        this.index = index;
    }

    static Tensor read(int index, String name, ProtoReader in) {
        var proto = new TensorProto(index);
        while (in.next()) {
            proto.field(in);
        }
        return proto.tensor(name);
    }

    private void field(ProtoReader in) {
        switch (in.field()) {
            case 1 -> type = in.varint();
            case 2 -> shape = shape(in.part());
            case 4 -> content = in.part();
            case 8 -> {
                of(8);
                texts.add(in.bytes());
            }
            case 5, 6, 7, 10, 11, 13, 16, 17 -> {
                of(in.field());
                values(in);
            }
            default -> in.skip();
        }
    }

    private void of(int field) {
        if (listField != 0 && listField != field) {
            throw BadRequest.input(index, "the tensor has values of several types");
        }
        listField = field;
    }

    private void values(ProtoReader in) {
        if (in.packed()) {
            lists.add(in.part());
            return;
        }
        if (singleSeen) {
            throw BadRequest.input(index, "the tensor's values are not packed");
        }
        singleSeen = true;
        single =
                switch (in.field()) {
                    case 5 -> in.fixed32();
                    case 6 -> in.fixed64();
                    default -> in.varint();
                };
    }

    private long[] shape(ProtoReader in) {
        var sizes = new long[4];
        int rank = 0;
        while (in.next()) {
            if (in.field() == 3 && in.flag()) {
                throw BadRequest.input(index, "the tensor's rank is not known");
            }
            if (in.field() != 2) {
                continue;
            }
            if (rank == MAX_RANK) {
                throw BadRequest.input(index, "the tensor has too many dimensions");
            }
            sizes = rank == sizes.length ? Arrays.copyOf(sizes, 2 * rank) : sizes;
            sizes[rank++] = size(in.part());
        }
        return Arrays.copyOf(sizes, rank);
    }

    private static long size(ProtoReader in) {
        long size = 0;
        while (in.next()) {
            if (in.field() == 1) {
                size = in.varint();
            } else {
                in.skip();
            }
        }
        return size;
    }

    private Tensor tensor(String name) {
        var known = TfType.of(index, type);
        var bytes = content;
        if (bytes != null && bytes.remaining() > 0) {
            return TensorBytes.read(
                    index, name, known, shape, bytes.array(), bytes.position(), bytes.remaining());
        }
        if (listField != 0 && listField != TfType.field(known)) {
            throw BadRequest.input(index, "the values are of another type than the dtype");
        }
        return known == DataType.BYTES ? texts(name) : numbers(name, known);
    }

    private Tensor texts(String name) {
        int elements = Shapes.elements(index, shape, texts.size());
        if (texts.isEmpty() ? elements > 0 : texts.size() > elements) {
            throw wrongCount();
        }
        var values = new byte[elements][];
        for (int i = 0; i < elements; i++) {
            values[i] = texts.get(Math.min(i, texts.size() - 1));
        }
        return Tensor.of(name, DataType.BYTES, shape, values);
    }

    private Tensor numbers(String name, DataType known) {
        long most = lists.stream().mapToLong(ProtoReader::remaining).sum() + 1;
        int elements = Shapes.elements(index, shape, most);
        var out =
                ByteBuffer.allocate(Math.multiplyExact(elements, known.bytes()))
                        .order(ByteOrder.LITTLE_ENDIAN);
        long last = single;
        boolean any = singleSeen;
        if (singleSeen) {
            put(out, known, single);
        }
        for (var list : lists) {
            while (list.remaining() > 0) {
                last = next(list, known);
                any = true;
                put(out, known, last);
            }
        }
        while (out.hasRemaining()) {
            if (!any) {
                throw wrongCount();
            }
            put(out, known, last);
        }
        var bytes = out.array();
        return TensorBytes.read(index, name, known, shape, bytes, 0, bytes.length);
    }

    private static long next(ProtoReader list, DataType known) {
        return switch (known) {
            case FP32 -> list.rawFixed32();
            case FP64 -> list.rawFixed64();
            default -> list.rawVarint();
        };
    }

    private void put(ByteBuffer out, DataType known, long value) {
        if (!out.hasRemaining()) {
            throw wrongCount();
        }
        switch (known.bytes()) {
            case 1 -> out.put((byte) (known == DataType.BOOL && value != 0 ? 1 : value));
            case 2 -> out.putShort((short) value);
            case 4 -> out.putInt((int) value);
            default -> out.putLong(value);
        }
    }

    private RuntimeException wrongCount() {
        return BadRequest.input(index, "the tensor does not have as many values as its shape says");
    }

    /** As bytes, but for texts, which have no form of bytes. */
    static ProtoWriter write(Tensor tensor) {
        var sizes = new ProtoWriter();
        for (long size : tensor.shape()) {
            sizes.message(2, new ProtoWriter().varint(1, size));
        }
        var out = new ProtoWriter().varint(1, TfType.number(tensor.type())).message(2, sizes);
        switch (tensor.data()) {
            case byte[][] _ -> {
                for (var value : tensor.texts()) {
                    out.bytes(8, value);
                }
            }
            case float[] _, double[] _ ->
                    // The list, not the bytes: clients in other languages read only that.
                    out.bytes(TfType.field(tensor.type()), TensorBytes.write(tensor));
            default -> out.bytes(4, TensorBytes.write(tensor));
        }
        return out;
    }
}
