package dev.rondo.wire.oip;

import dev.rondo.inference.DataType;

/** Data types as Triton's model configuration names and numbers them. */
enum ConfigType {
    TYPE_INVALID,
    TYPE_BOOL,
    TYPE_UINT8,
    TYPE_UINT16,
    TYPE_UINT32,
    TYPE_UINT64,
    TYPE_INT8,
    TYPE_INT16,
    TYPE_INT32,
    TYPE_INT64,
    TYPE_FP16,
    TYPE_FP32,
    TYPE_FP64,
    TYPE_STRING,
    TYPE_BF16;

    static ConfigType of(DataType type) {
        return type == DataType.BYTES ? TYPE_STRING : valueOf("TYPE_" + type.name());
    }
}
