package dev.rondo.wire.oip;

import dev.rondo.inference.DataType;

/** Data types as Triton's model configuration names and numbers them. */
enum ConfigType {
    TYPE_BOOL(1),
    TYPE_UINT8(2),
    TYPE_UINT16(3),
    TYPE_UINT32(4),
    TYPE_UINT64(5),
    TYPE_INT8(6),
    TYPE_INT16(7),
    TYPE_INT32(8),
    TYPE_INT64(9),
    TYPE_FP16(10),
    TYPE_FP32(11),
    TYPE_FP64(12),
    TYPE_STRING(13),
    TYPE_BF16(14);

    final int number;

    ConfigType(int number) {
        this.number = number;
    }

    static ConfigType of(DataType type) {
        return type == DataType.BYTES ? TYPE_STRING : valueOf("TYPE_" + type.name());
    }
}
