package dev.rondo.wire.oip;

import dev.rondo.base.ProtoReader;
import dev.rondo.base.RondoException;
import dev.rondo.inference.DataType;
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
    private final OptionReader options = new OptionReader();
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

    /** The id alone; empty where there is none, or it cannot be read. */
    static String id(byte[] message) {
        var id = "";
        try {
            for (var in = new ProtoReader(message); in.next(); ) {
                if (in.field() == 3) {
                    id = in.text();
                } else {
                    in.skip();
                }
            }
        } catch (RondoException e) {
            return "";
        }
        return id;
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
        var parameter = Parameter.read(in);
        switch (parameter.key()) {
            case "output_margin" -> options.margin(parameter.number() != 0);
            case "timeout" -> options.timeout(parameter.number());
            case "sequence_id" ->
                    OptionReader.sequence(
                            parameter.text().isEmpty()
                                    ? Long.toString(parameter.number())
                                    : parameter.text());
            case "triton_enable_empty_final_response" -> finalFlag = parameter.number() != 0;
            default -> {}
        }
    }

    /**
     * A parameter of a request or an output.
     *
     * @param number a flag's 1 or 0, or a whole number; 0 for anything else
     */
    private record Parameter(String key, long number, String text) {
        static Parameter read(ProtoReader in) {
            var key = "";
            long number = 0;
            var text = "";
            while (in.next()) {
                if (in.field() == 1) {
                    key = in.text();
                } else if (in.field() == 2) {
                    for (var value = in.part(); value.next(); ) {
                        switch (value.field()) {
                            case 1, 2, 5 -> number = value.varint();
                            case 3 -> text = value.text();
                            default -> value.skip();
                        }
                    }
                } else {
                    in.skip();
                }
            }
            return new Parameter(key, number, text);
        }
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
                case 4 -> refuseSharedMemory(Parameter.read(in.part()));
                case 5 -> contents = in.part();
                default -> in.skip();
            }
        }
        return new Input(name, type, shape.sizes(), contents);
    }

    private static Wanted output(ProtoReader in) {
        var name = "";
        int classes = 0;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> name = in.text();
                case 2 -> {
                    var parameter = Parameter.read(in.part());
                    refuseSharedMemory(parameter);
                    if (parameter.key().equals("classification")) {
                        classes = OptionReader.classes(parameter.number());
                    }
                }
                default -> in.skip();
            }
        }
        return new Wanted(name, Form.AS_ALL, classes);
    }

    private static void refuseSharedMemory(Parameter parameter) {
        if (parameter.key().equals("shared_memory_region")) {
            throw ModelFailures.unsupported("shared memory");
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
        boolean binary = !raw.isEmpty() || inputs.isEmpty();
        return new Asked(
                model,
                version,
                new InferRequest(id, options.finished(), tensors, outputs, binary),
                finalFlag);
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
