package dev.rondo.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A record whose every byte follows from its writer and number. */
record WriterRecord(int writer, int number) {
    static List<byte[]> group(int writer, int firstNumber, int count) {
        var group = new ArrayList<byte[]>();
        for (int i = 0; i < count; i++) {
            group.add(new WriterRecord(writer, firstNumber + i).encode());
        }
        return group;
    }

    byte[] encode() {
        var random = new SplittableRandom(writer * 1_000_003L + number);
        var bytes = new byte[8 + random.nextInt(1_200)];
        random.nextBytes(bytes);
        ByteBuffer.wrap(bytes).putInt(writer).putInt(number);
        return bytes;
    }

    /** Fails unless the bytes are exactly those of some record. */
    static WriterRecord decode(byte[] bytes) {
        var buffer = ByteBuffer.wrap(bytes);
        var record = new WriterRecord(buffer.getInt(), buffer.getInt());
        assertThat(bytes).isEqualTo(record.encode());
        return record;
    }
}
