package dev.rondo.wire.oip;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import dev.rondo.inference.DataType;
import dev.rondo.inference.Tensor;
import dev.rondo.wire.shared.BadRequest;
import dev.rondo.wire.shared.ModelFailures;
import dev.rondo.wire.shared.Shapes;
import dev.rondo.wire.shared.TensorBytes;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads one input, whose fields may come in any order. */
final class InputReader {
    /** The tensor, and how many bytes of the binary data it took. */
    record Input(Tensor tensor, int bytes) {}

    private final int index;
    private final int jsonLength;
    private @Nullable String name;
    private @Nullable DataType type;
    private long @Nullable [] shape;
    private long binarySize = -1;
    private @Nullable Tensor tensor;

    /** Data that came before the fields that tell how to read it. */
    private @Nullable TokenBuffer early;

    InputReader(int index, int jsonLength) {
        this.index = index;
        this.jsonLength = jsonLength;
    }

    Input read(JsonParser in, byte[] body, int binaryAt) throws IOException {
        boolean data = false;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            var field = in.currentName();
            in.nextToken();
            switch (field) {
                case "name" -> name = text(in, field);
                case "datatype" -> type = Shapes.type(index, text(in, field));
                case "shape" -> shape = shape(in);
                case "parameters" -> parameters(in);
                case "data" -> {
                    if (data) {
                        throw BadRequest.input(index, "data is given twice");
                    }
                    data = true;
                    data(in);
                }
                default -> in.skipChildren();
            }
        }
        return finished(data, body, binaryAt);
    }

    private Input finished(boolean data, byte[] body, int binaryAt) throws IOException {
        if (name == null || type == null || shape == null) {
            throw BadRequest.input(index, "an input needs name, datatype and shape");
        }
        if (data && binarySize >= 0) {
            throw BadRequest.input(index, "an input has either data or binary data");
        }
        if (binarySize >= 0) {
            if (binarySize > body.length - binaryAt) {
                throw BadRequest.input(index, "the binary data is shorter than the input says");
            }
            int size = (int) binarySize;
            return new Input(
                    TensorBytes.read(index, name, type, shape, body, binaryAt, size), size);
        }
        if (!data) {
            throw BadRequest.input(index, "the input has no data");
        }
        if (tensor != null) {
            return new Input(tensor, 0);
        }
        try (var replay = late()) {
            replay.nextToken();
            return new Input(TensorJson.read(index, name, type, shape, replay, jsonLength), 0);
        }
    }

    private JsonParser late() {
        if (early == null) {
            throw new IllegalStateException("data was neither read nor kept");
        }
        return early.asParser();
    }

    private void data(JsonParser in) throws IOException {
        if (name == null || type == null || shape == null) {
            early = new TokenBuffer(in);
            early.copyCurrentStructure(in);
        } else {
            tensor = TensorJson.read(index, name, type, shape, in, jsonLength);
        }
    }

    private String text(JsonParser in, String field) throws IOException {
        if (in.currentToken() != JsonToken.VALUE_STRING) {
            throw BadRequest.input(index, field + " is no text");
        }
        return in.getText();
    }

    private long[] shape(JsonParser in) throws IOException {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            throw BadRequest.input(index, "shape is no list");
        }
        var sizes = new long[4];
        int rank = 0;
        while (in.nextToken() != JsonToken.END_ARRAY) {
            if (in.currentToken() != JsonToken.VALUE_NUMBER_INT
                    || in.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
                throw BadRequest.input(
                        index, "a dimension of the shape is no whole number in range");
            }
            if (rank == sizes.length) {
                sizes = Arrays.copyOf(sizes, 2 * rank);
            }
            sizes[rank++] = in.getLongValue();
        }
        return Arrays.copyOf(sizes, rank);
    }

    private void parameters(JsonParser in) throws IOException {
        if (in.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        if (in.currentToken() != JsonToken.START_OBJECT) {
            throw BadRequest.input(index, "parameters is no object");
        }
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            var field = in.currentName();
            in.nextToken();
            switch (field) {
                case "binary_data_size" -> binarySize = size(in);
                case "shared_memory_region" -> throw ModelFailures.unsupported("shared memory");
                default -> in.skipChildren();
            }
        }
    }

    private long size(JsonParser in) throws IOException {
        if (in.currentToken() != JsonToken.VALUE_NUMBER_INT
                || in.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                || in.getLongValue() < 0) {
            throw BadRequest.input(index, "binary_data_size is no size");
        }
        return in.getLongValue();
    }
}
