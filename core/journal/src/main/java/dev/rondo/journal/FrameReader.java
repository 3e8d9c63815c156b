package dev.rondo.journal;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads the frames of a segment up to a limit, through a buffer. */
final class FrameReader {
    private final OpenFile file;
    private final FrameCodec codec;
    private final long limit;

    private byte[] buffer;
    private long bufferOffset;
    private int bufferLength;

    FrameReader(OpenFile file, FrameCodec codec, long limit, int bufferBytes) {
        this.file = file;
        this.codec = codec;
        this.limit = limit;
        this.buffer = new byte[bufferBytes];
    }

    long limit() {
        return limit;
    }

    /** The frame that begins at the offset; null unless it is whole and intact. */
    @Nullable Frame at(long offset) throws IOException {
        if (limit - offset < FrameCodec.HEADER_BYTES) {
            return null;
        }
        int at = load(offset, FrameCodec.HEADER_BYTES);
        if (at < 0 || !codec.marked(buffer, at)) {
            return null;
        }
        int length = FrameCodec.length(buffer, at);
        if (length < 0
                || length > Journal.MAX_PAYLOAD_BYTES
                || length > limit - offset - FrameCodec.HEADER_BYTES) {
            return null;
        }
        int frameBytes = FrameCodec.HEADER_BYTES + length;
        at = load(offset, frameBytes);
        return at >= 0 && codec.intact(buffer, at, frameBytes)
                ? new Frame(buffer, at, length, offset)
                : null;
    }

    /** The first intact frame from the offset on that may follow the sequence; null if none. */
    @Nullable Frame search(long offset, long sequence) throws IOException {
        for (long at = offset; limit - at >= FrameCodec.HEADER_BYTES; at++) {
            var frame = at(at);
            if (frame != null && frame.sequence() >= sequence) {
                return frame;
            }
        }
        return null;
    }

    /** Makes the bytes present; returns their index in the buffer, or -1 if the file is shorter. */
    private int load(long offset, int length) throws IOException {
        if (offset < bufferOffset || offset + length > bufferOffset + bufferLength) {
            if (length > buffer.length) {
                buffer = Arrays.copyOf(buffer, length);
            }
            bufferOffset = offset;
            bufferLength = fill(offset, (int) Math.min(buffer.length, limit - offset));
        }
        return length <= bufferLength - (offset - bufferOffset)
                ? (int) (offset - bufferOffset)
                : -1;
    }

    private int fill(long offset, int length) throws IOException {
        int got = 0;
        while (got < length) {
            int count = file.read(offset + got, buffer, got, length - got);
            if (count < 0) {
                break;
            }
            got += count;
        }
        return got;
    }
}
