package dev.rondo.wire.tfserving;

import dev.rondo.inference.DataType;
import dev.rondo.wire.shared.BadRequest;

/** TensorFlow's types by their number, and the field of {@code TensorProto} with their values. */
final class TfType {
    private TfType() {}

    static DataType of(int index, long number) {
        return switch ((int) number) {
            case 1 -> DataType.FP32;
            case 2 -> DataType.FP64;
            case 3 -> DataType.INT32;
            case 4 -> DataType.UINT8;
            case 5 -> DataType.INT16;
            case 6 -> DataType.INT8;
            case 7 -> DataType.BYTES;
            case 9 -> DataType.INT64;
            case 10 -> DataType.BOOL;
            case 14 -> DataType.BF16;
            case 17 -> DataType.UINT16;
            case 19 -> DataType.FP16;
            case 22 -> DataType.UINT32;
            case 23 -> DataType.UINT64;
            default -> throw BadRequest.input(index, "the dtype is not known here");
        };
    }

    static int number(DataType type) {
        return switch (type) {
            case FP32 -> 1;
            case FP64 -> 2;
            case INT32 -> 3;
            case UINT8 -> 4;
            case INT16 -> 5;
            case INT8 -> 6;
            case BYTES -> 7;
            case INT64 -> 9;
            case BOOL -> 10;
            case BF16 -> 14;
            case UINT16 -> 17;
            case FP16 -> 19;
            case UINT32 -> 22;
            case UINT64 -> 23;
        };
    }

    /** The number of the field {@code float_val}, {@code int_val} and so on. */
    static int field(DataType type) {
        return switch (type) {
            case FP32 -> 5;
            case FP64 -> 6;
            case INT32, INT16, INT8, UINT8, UINT16 -> 7;
            case BYTES -> 8;
            case INT64 -> 10;
            case BOOL -> 11;
            case FP16, BF16 -> 13;
            case UINT32 -> 16;
            case UINT64 -> 17;
        };
    }
}
