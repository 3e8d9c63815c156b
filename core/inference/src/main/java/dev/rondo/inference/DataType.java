package dev.rondo.inference;

import java.util.Optional;

/** What a tensor holds, named as the Open Inference Protocol names it. */
public enum DataType {
    BOOL(1),
    UINT8(1),
    UINT16(2),
    UINT32(4),
    UINT64(8),
    INT8(1),
    INT16(2),
    INT32(4),
    INT64(8),
    FP16(2),
    BF16(2),
    FP32(4),
    FP64(8),
    /** Texts or other bytes, each of its own length. */
    BYTES(0);

    private final int bytes;

    DataType(int bytes) {
        this.bytes = bytes;
    }

    /** The size of one element in bytes; 0 where each has its own. */
    public int bytes() {
        return bytes;
    }

    /** The type of this name, in upper case as the protocol writes it. */
    public static Optional<DataType> named(String name) {
        for (var type : values()) {
            if (type.name().equals(name)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
