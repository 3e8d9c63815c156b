package dev.rondo.inference;

import org.jspecify.annotations.Nullable;

/** ONNX's numbers of types. */
final class OnnxTypes {
    private OnnxTypes() {}

    /** The type of a number; null for one that no tensor here has. */
    static @Nullable DataType of(long number) {
        return switch ((int) number) {
            case 1 -> DataType.FP32;
            case 2 -> DataType.UINT8;
            case 3 -> DataType.INT8;
            case 4 -> DataType.UINT16;
            case 5 -> DataType.INT16;
            case 6 -> DataType.INT32;
            case 7 -> DataType.INT64;
            case 8 -> DataType.BYTES;
            case 9 -> DataType.BOOL;
            case 10 -> DataType.FP16;
            case 11 -> DataType.FP64;
            case 12 -> DataType.UINT32;
            case 13 -> DataType.UINT64;
            case 16 -> DataType.BF16;
            default -> null;
        };
    }
}
