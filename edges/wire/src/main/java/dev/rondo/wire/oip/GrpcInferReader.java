package dev.rondo.wire.oip;

import dev.rondo.base.ProtoReader;
import dev.rondo.inference.DataType;
import dev.rondo.inference.InferenceOptions;
import dev.rondo.inference.Tensor;
import dev.rondo.wire.oip.InferRequest.Form;
import dev.rondo.wire.oip.InferRequest.Wanted;
import dev.rondo.wire.shared.BadRequest;
import dev.rondo.wire.shared.ModelFailures;
import dev.rondo.wire.shared.Shapes;
import dev.rondo.wire.shared.TensorBytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the message {@code ModelInferRequest}. */
final class GrpcInferReader {
    private static final int MAX_TENSORS = 10_000;

    private record Input(
            String name, @Nullable DataType type, long[] shape, @Nullable ProtoReader contents) {}

    private final List<Input> inputs = new ArrayList<>(4);
    private final List<ProtoReader> raw = new ArrayList<>(4);
    private final List<Wanted> outputs = new ArrayList<>(2);
    private String model = "";
    private String version = "";
    private String id = "";
    private boolean margin;
    private boolean finalFlag;

    /** What a call asks for: the model's name and version, and the request itself. */
    record Asked(String model, String version, InferRequest request, boolean finalFlag) {}

    /** The name and version alone, which come first; nothing else is looked at. */
    static String[] target(byte[] message) {
        var in = new ProtoReader(message);
        var target = new String[] {"", ""};
        while (in.next() && in.field() <= 2) {
            target[in.field() - 1] = in.text();
        }
        return target;
    }

    /**
     * Reads a whole request; typed contents are answered with typed contents, so its outputs are
     * binary only if its inputs are.
     */
    static Asked read(byte[] message) {
        var reader = new GrpcInferReader();
        reader.request(new ProtoReader(message));
        return reader.finished();
    }

    private void request(ProtoReader in) {
        while (in.next()) {
            switch (in.field()) {
                case 1 -> model = in.text();
                case 2 -> version = in.text();
                case 3 -> id = in.text();
                case 4 -> parameter(in.part());
                case 5 -> inputs.add(input(in.part()));
                case 6 -> outputs.add(output(in.part()));
                case 7 -> raw.add(in.part());
                default -> in.skip();
            }
            if (inputs.size() > MAX_TENSORS || outputs.size() > MAX_TENSORS) {
                throw BadRequest.of("there are more than " + MAX_TENSORS + " tensors");
            }
        }
    }

    private void parameter(ProtoReader in) {
        var key = "";
        boolean value = false;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> key = in.text();
                case 2 -> value = flag(in.part());
                default -> in.skip();
            }
        }
        switch (key) {
            case "output_margin" -> margin = value;
            case "triton_enable_empty_final_response" -> finalFlag = value;
            default -> {}
        }
    }

    /** A parameter's value, where it is a flag. */
    private static boolean flag(ProtoReader in) {
        boolean value = false;
        while (in.next()) {
            if (in.field() == 1) {
                value = in.flag();
            } else {
                in.skip();
            }
        }
        return value;
    }

    private Input input(ProtoReader in) {
        var name = "";
        DataType type = null;
        var shape = new Sizes();
        ProtoReader contents = null;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> name = in.text();
                case 2 -> type = Shapes.type(inputs.size(), in.text());
                case 3 -> shape.add(in);
                case 4 -> refuseSharedMemory(in.part());
                case 5 -> contents = in.part();
                default -> in.skip();
            }
        }
        return new Input(name, type, shape.sizes(), contents);
    }

    private static Wanted output(ProtoReader in) {
        var name = "";
        while (in.next()) {
            switch (in.field()) {
                case 1 -> name = in.text();
                case 2 -> refuseSharedMemory(in.part());
                default -> in.skip();
            }
        }
        return new Wanted(name, Form.AS_ALL);
    }

    private static void refuseSharedMemory(ProtoReader in) {
        while (in.next()) {
            if (in.field() != 1) {
                in.skip();
                continue;
            }
            var key = in.text();
            if (key.equals("shared_memory_region")) {
                throw ModelFailures.unsupported("shared memory");
            }
            if (key.equals("classification")) {
                throw ModelFailures.unsupported("classification of outputs");
            }
        }
    }

    private Asked finished() {
        if (!raw.isEmpty() && raw.size() != inputs.size()) {
            throw BadRequest.of(
                    "there are " + raw.size() + " raw contents for " + inputs.size() + " inputs");
        }
        var tensors = new ArrayList<Tensor>(inputs.size());
        var names = new HashSet<String>();
        for (int i = 0; i < inputs.size(); i++) {
            if (!names.add(inputs.get(i).name())) {
                throw BadRequest.input(i, "the input is given twice");
            }
            tensors.add(tensor(i, inputs.get(i)));
        }
        var options = margin ? new InferenceOptions(true) : InferenceOptions.DEFAULT;
        boolean binary = !raw.isEmpty() || inputs.isEmpty();
        return new Asked(
                model, version, new InferRequest(id, options, tensors, outputs, binary), finalFlag);
    }

    private Tensor tensor(int index, Input input) {
        var type = input.type();
        var contents = input.contents();
        if (type == null || input.name().isEmpty()) {
            throw BadRequest.input(index, "an input needs name, datatype and shape");
        }
        if (raw.isEmpty()) {
            var values = contents == null ? new ProtoReader(new byte[0]) : contents;
            return TypedContents.read(index, input.name(), type, input.shape(), values);
        }
        if (contents != null && contents.remaining() > 0) {
            throw BadRequest.input(index, "an input has either raw or typed contents");
        }
        var bytes = raw.get(index);
        return TensorBytes.read(
                index,
                input.name(),
                type,
                input.shape(),
                bytes.array(),
                bytes.position(),
                bytes.remaining());
    }

    /** A repeated number that grows as it comes. */
    private static final class Sizes {
        private long[] sizes = new long[4];
        private int count;

        void add(ProtoReader in) {
            if (in.packed()) {
                for (var list = in.part(); list.remaining() > 0; ) {
                    add(list.rawVarint());
                }
            } else {
                add(in.varint());
            }
        }

        private void add(long size) {
            if (count == sizes.length) {
                sizes = Arrays.copyOf(sizes, 2 * count);
            }
            sizes[count++] = size;
        }

        long[] sizes() {
            return Arrays.copyOf(sizes, count);
        }
    }
}
