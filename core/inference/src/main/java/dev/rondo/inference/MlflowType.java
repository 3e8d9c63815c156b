package dev.rondo.inference;

import java.util.Locale;
import java.util.Optional;

/** The types of columns and parameters in an MLflow signature. */
public enum MlflowType {
    BOOLEAN("bool", DataType.BOOL),
    INTEGER("int32", DataType.INT32),
    LONG("int64", DataType.INT64),
    FLOAT("float32", DataType.FP32),
    DOUBLE("float64", DataType.FP64),
    STRING("str", DataType.BYTES),
    /** Bytes; as Base64 in JSON. */
    BINARY("bytes", DataType.BYTES),
    /** A time without a zone; as ISO 8601 in a tensor. */
    DATETIME("datetime64[ns]", DataType.BYTES),
    /** An array, an object, a map or anything: a value of JSON, as its text in a tensor. */
    NESTED("object", DataType.BYTES);

    private final String numpy;
    private final DataType tensor;

    MlflowType(String numpy, DataType tensor) {
        this.numpy = numpy;
        this.tensor = tensor;
    }

    /** What numpy calls it, which MLflow's errors name. */
    public String numpy() {
        return numpy;
    }

    /** What a tensor of such values has. */
    public DataType tensor() {
        return tensor;
    }

    /** Whether values are whole numbers, which have no value for missing. */
    public boolean whole() {
        return this == INTEGER || this == LONG;
    }

    /** The type of a name in a signature; empty for one that MLflow does not have. */
    static Optional<MlflowType> named(String name) {
        return switch (name) {
            case "boolean", "integer", "long", "float", "double", "string", "binary", "datetime" ->
                    Optional.of(valueOf(name.toUpperCase(Locale.ROOT)));
            case "array", "object", "map", "any", "sparkml_vector" -> Optional.of(NESTED);
            default -> Optional.empty();
        };
    }
}
