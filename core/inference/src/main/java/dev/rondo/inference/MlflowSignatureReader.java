package dev.rondo.inference;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.base.Json;
import dev.rondo.base.RondoException;
import dev.rondo.inference.MlflowSignature.Column;
import dev.rondo.inference.MlflowSignature.Parameter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a signature as MLflow writes it: lists of JSON objects. Files are hostile input. */
final class MlflowSignatureReader {
    private static final int MAX_ENTRIES = 100_000;
    private static final int MAX_RANK = 32;

    private final String place;
    private final Set<String> names = new HashSet<>();

    private MlflowSignatureReader(String part) {
        place = "MLmodel.signature." + part;
    }

    static MlflowSignature read(
            @Nullable String inputs, @Nullable String outputs, @Nullable String params) {
        var taken = new MlflowSignatureReader("inputs");
        var given = new MlflowSignatureReader("outputs");
        var columns = new ArrayList<Column>();
        var tensors = new ArrayList<TensorSpec>();
        for (var entry : taken.entries(inputs)) {
            if (entry.path("type").asText().equals("tensor")) {
                tensors.add(taken.tensor(entry));
            } else {
                columns.add(taken.column(entry));
            }
        }
        taken.check(columns, tensors);
        var outputColumns = new ArrayList<Column>();
        for (var entry : given.entries(outputs)) {
            if (!entry.path("type").asText().equals("tensor")) {
                outputColumns.add(given.column(entry));
            }
        }
        return new MlflowSignature(columns, tensors, params(params), outputColumns);
    }

    private void check(List<Column> columns, List<TensorSpec> tensors) {
        if (!columns.isEmpty() && !tensors.isEmpty()) {
            throw invalid("columns and tensors are mixed");
        }
        long unnamed = columns.stream().filter(each -> each.name().isEmpty()).count();
        if (unnamed != 0 && unnamed != columns.size()) {
            throw invalid("some columns have names and others have none");
        }
        if (tensors.size() > 1 && tensors.stream().anyMatch(each -> each.name().isEmpty())) {
            throw invalid("one of several tensors has no name");
        }
    }

    private JsonNode entries(@Nullable String json) {
        if (json == null || json.isBlank()) {
            return Json.MAPPER.createArrayNode();
        }
        JsonNode list;
        try {
            list = Json.parse(json.getBytes(StandardCharsets.UTF_8), JsonNode.class);
        } catch (RondoException e) {
            throw invalid("it is not valid JSON").causedBy(e);
        }
        if (!list.isArray()) {
            throw invalid("it is no list");
        }
        if (list.size() > MAX_ENTRIES) {
            throw RondoException.limit(
                            "model.signature", "a signature may have " + MAX_ENTRIES + " entries")
                    .at(place);
        }
        return list;
    }

    private Column column(JsonNode entry) {
        boolean required = entry.path("required").asBoolean(!entry.path("optional").asBoolean());
        return new Column(name(entry), type(entry), required);
    }

    private String name(JsonNode entry) {
        var name = entry.path("name");
        if (name.isMissingNode() || name.isNull()) {
            return "";
        }
        if (!name.isTextual() && !name.isNumber()) {
            throw invalid("a name is no text");
        }
        if (!names.add(name.asText())) {
            throw invalid("two entries have the same name");
        }
        return name.asText();
    }

    private MlflowType type(JsonNode entry) {
        return MlflowType.named(entry.path("type").asText())
                .orElseThrow(() -> invalid("an entry has a type that is not known"));
    }

    private TensorSpec tensor(JsonNode entry) {
        var spec = entry.path("tensor-spec");
        var shape = new ArrayList<Long>();
        for (var size : spec.path("shape")) {
            if (!size.canConvertToLong() || size.asLong() < -1 || shape.size() == MAX_RANK) {
                throw invalid("a tensor has no shape");
            }
            shape.add(size.asLong());
        }
        return new TensorSpec(name(entry), tensorType(spec.path("dtype").asText()), shape);
    }

    private DataType tensorType(String numpy) {
        return switch (numpy) {
            case "bool" -> DataType.BOOL;
            case "float16" -> DataType.FP16;
            case "float32" -> DataType.FP32;
            case "float64" -> DataType.FP64;
            case "int8" -> DataType.INT8;
            case "int16" -> DataType.INT16;
            case "int32" -> DataType.INT32;
            case "int64" -> DataType.INT64;
            case "uint8" -> DataType.UINT8;
            case "uint16" -> DataType.UINT16;
            case "uint32" -> DataType.UINT32;
            case "uint64" -> DataType.UINT64;
            case "str", "object", "bytes", "datetime64[ns]", "datetime64" -> DataType.BYTES;
            default -> throw invalid("a tensor has a type that is not known");
        };
    }

    private static List<Parameter> params(@Nullable String json) {
        var reader = new MlflowSignatureReader("params");
        var params = new ArrayList<Parameter>();
        for (var entry : reader.entries(json)) {
            var name = reader.name(entry);
            // MLflow before 2.6 wrote "dtype".
            var type =
                    entry.has("type")
                            ? entry
                            : Json.MAPPER.createObjectNode().set("type", entry.path("dtype"));
            boolean list = entry.path("shape").isArray();
            var value = Json.MAPPER.convertValue(entry.path("default"), Object.class);
            params.add(new Parameter(name, reader.type(type), list, value));
        }
        return params;
    }

    private RondoException invalid(String what) {
        return RondoException.user("model.signature", "the model's signature cannot be read")
                .at(place)
                .because(what)
                .next("save the model again with MLflow");
    }
}
