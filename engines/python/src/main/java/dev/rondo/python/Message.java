package dev.rondo.python;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.base.Json;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * What goes over the socket: two lengths of four bytes, a JSON header and the bytes of its tensors.
 */
record Message(JsonNode header, byte[] payload) {
    private static final int MAX_HEADER = 16 << 20;
    private static final int MAX_PAYLOAD = 1 << 30;

    static void send(SocketChannel channel, Map<String, ?> header, List<ByteBuffer> payload)
            throws IOException {
        var head = Json.writeBytes(header);
        long size = payload.stream().mapToLong(ByteBuffer::remaining).sum();
        var lengths = ByteBuffer.allocate(8 + head.length).order(ByteOrder.LITTLE_ENDIAN);
        lengths.putInt(head.length).putInt(Math.toIntExact(size)).put(head).flip();
        write(channel, lengths);
        for (var part : payload) {
            write(channel, part);
        }
    }

    private static void write(SocketChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Reads the next message; {@link EOFException} when the other side has gone. */
    static Message read(SocketChannel channel) throws IOException {
        var lengths = ByteBuffer.wrap(bytes(channel, 8)).order(ByteOrder.LITTLE_ENDIAN);
        int head = lengths.getInt();
        int size = lengths.getInt();
        if (head < 0 || head > MAX_HEADER || size < 0 || size > MAX_PAYLOAD) {
            throw new IOException("a message of " + head + " and " + size + " bytes");
        }
        var header = new String(bytes(channel, head), StandardCharsets.UTF_8);
        return new Message(Json.tree(header), bytes(channel, size));
    }

    private static byte[] bytes(SocketChannel channel, int size) throws IOException {
        var bytes = ByteBuffer.allocate(size);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new EOFException("the child has gone");
            }
        }
        return bytes.array();
    }
}
