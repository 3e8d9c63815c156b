package dev.rondo.wire.oip;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.rondo.base.RondoException;
import dev.rondo.inference.Tensor;
import dev.rondo.wire.oip.InferRequest.Form;
import dev.rondo.wire.oip.InferRequest.Wanted;
import dev.rondo.wire.shared.BadRequest;
import dev.rondo.wire.shared.ModelFailures;
import dev.rondo.wire.shared.ModelJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * Reads a request's JSON straight into arrays, and the binary data that follows it. Fields that are
 * not known are passed over.
 */
final class InferReader {
    private static final int MAX_TENSORS = 10_000;

    private final byte[] body;
    private final int jsonLength;
    private final List<Tensor> inputs = new ArrayList<>(4);
    private final List<Wanted> outputs = new ArrayList<>(2);
    private String id = "";
    private final OptionReader options = new OptionReader();
    private boolean binaryOutputs;
    private boolean inputsSeen;
    private int binaryAt;

    private InferReader(byte[] body, int jsonLength) {
        this.body = body;
        this.jsonLength = jsonLength;
        this.binaryAt = jsonLength;
    }

    /**
     * Reads a request.
     *
     * @param jsonLength how much of the body is JSON; what follows are the inputs' bytes
     * @throws RondoException of kind USER that says what is wrong
     */
    static InferRequest read(byte[] body, int jsonLength) {
        var reader = new InferReader(body, jsonLength);
        try (var in = ModelJson.FACTORY.createParser(body, 0, jsonLength)) {
            reader.request(in);
            return reader.finished();
        } catch (StreamConstraintsException e) {
            throw BadRequest.of(
                    "the JSON nests deeper than "
                            + ModelJson.MAX_DEPTH
                            + " or has a name or number that is too long");
        } catch (JsonProcessingException e) {
            throw malformed(e);
        } catch (IOException e) {
            throw BadRequest.of("the request is not JSON in UTF-8");
        }
    }

    private static RondoException malformed(JsonProcessingException e) {
        var place = e.getLocation();
        var where = place == null ? "" : " (byte " + place.getByteOffset() + ")";
        return BadRequest.of("the request is not valid JSON in UTF-8" + where);
    }

    private InferRequest finished() {
        if (!inputsSeen) {
            throw BadRequest.of("the request has no inputs");
        }
        if (binaryAt != body.length) {
            throw BadRequest.of("the binary data is longer than the inputs say");
        }
        return new InferRequest(id, options.finished(), inputs, outputs, binaryOutputs);
    }

    private void request(JsonParser in) throws IOException {
        if (in.nextToken() != JsonToken.START_OBJECT) {
            throw BadRequest.of("the request is no JSON object");
        }
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            var field = in.currentName();
            in.nextToken();
            switch (field) {
                case "id" -> id = id(in);
                case "parameters" -> parameters(in);
                case "inputs" -> inputs(in);
                case "outputs" -> outputs(in);
                default -> in.skipChildren();
            }
        }
        if (in.nextToken() != null) {
            throw BadRequest.of("more text follows the request");
        }
    }

    private static String id(JsonParser in) throws IOException {
        return switch (in.currentToken()) {
            case VALUE_STRING, VALUE_NUMBER_INT -> in.getText();
            case VALUE_NULL -> "";
            default -> throw BadRequest.of("id is no text");
        };
    }

    private void parameters(JsonParser in) throws IOException {
        if (in.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        object(in, "parameters");
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            var field = in.currentName();
            in.nextToken();
            switch (field) {
                case "output_margin" -> options.margin(flag(in, field));
                case "timeout" -> options.timeout(OptionReader.number(in));
                case "sequence_id" -> OptionReader.sequence(in.getText());
                case "binary_data_output" -> binaryOutputs = flag(in, field);
                default -> in.skipChildren();
            }
        }
    }

    private static boolean flag(JsonParser in, String field) {
        return switch (in.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw BadRequest.of("the parameter " + field + " is neither true nor false");
        };
    }

    private static void object(JsonParser in, String what) {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            throw BadRequest.of(what + " is no object");
        }
    }

    private static void list(JsonParser in, String what) {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            throw BadRequest.of(what + " is no list");
        }
    }

    private void inputs(JsonParser in) throws IOException {
        list(in, "inputs");
        if (inputsSeen) {
            throw BadRequest.of("inputs are given twice");
        }
        inputsSeen = true;
        var names = new HashSet<String>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            int index = inputs.size();
            if (index == MAX_TENSORS) {
                throw BadRequest.of("there are more than " + MAX_TENSORS + " inputs");
            }
            object(in, "inputs[" + index + "]");
            var tensor = new InputReader(index, jsonLength).read(in, body, binaryAt);
            binaryAt += tensor.bytes();
            if (!names.add(tensor.tensor().name())) {
                throw BadRequest.input(index, "the input is given twice");
            }
            inputs.add(tensor.tensor());
        }
    }

    private void outputs(JsonParser in) throws IOException {
        if (in.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        list(in, "outputs");
        while (in.nextToken() != JsonToken.END_ARRAY) {
            if (outputs.size() == MAX_TENSORS) {
                throw BadRequest.of("there are more than " + MAX_TENSORS + " outputs");
            }
            object(in, "outputs[" + outputs.size() + "]");
            outputs.add(output(in));
        }
    }

    private Wanted output(JsonParser in) throws IOException {
        String name = null;
        var wanted = new Wanted("", Form.AS_ALL);
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            var field = in.currentName();
            in.nextToken();
            switch (field) {
                case "name" ->
                        name = in.currentToken() == JsonToken.VALUE_STRING ? in.getText() : null;
                case "parameters" -> wanted = form(in);
                default -> in.skipChildren();
            }
        }
        if (name == null) {
            throw BadRequest.of("outputs[" + outputs.size() + "] has no name");
        }
        return new Wanted(name, wanted.form(), wanted.classes());
    }

    /** How an output is wanted, whatever its name. */
    private static Wanted form(JsonParser in) throws IOException {
        var form = Form.AS_ALL;
        long classes = 0;
        object(in, "an output's parameters");
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            var field = in.currentName();
            in.nextToken();
            switch (field) {
                case "binary_data" -> form = flag(in, field) ? Form.BINARY : Form.JSON;
                case "classification" -> classes = OptionReader.classes(OptionReader.number(in));
                case "shared_memory_region" -> throw ModelFailures.unsupported("shared memory");
                default -> in.skipChildren();
            }
        }
        return new Wanted("", form, (int) classes);
    }
}
