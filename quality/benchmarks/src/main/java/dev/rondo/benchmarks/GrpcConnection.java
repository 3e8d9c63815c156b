package dev.rondo.benchmarks;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * One connection for calls of {@code ModelInfer}, one after the other. It does as little as HTTP/2
 * lets it, as it shares the cores with the server that it measures: headers are the same bytes with
 * every call, and what fits is written at once.
 */
final class GrpcConnection implements Sender {
    private static final int ANSWER_MILLIS = 300_000;
    private static final int HEAD = 9;
    private static final int LARGEST_FRAME = 16 << 10;
    private static final int STANDARD_WINDOW = 65_535;

    /** What the server may send in a stream, and before it is allowed more. */
    private static final int WINDOW = 64 << 20;

    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int WINDOW_UPDATE = 8;
    private static final int END_STREAM = 1;
    private static final int ACK = 1;
    private static final int END_HEADERS = 4;
    private static final int PADDED = 8;
    private static final int PRIORITY = 0x20;
    private static final int INITIAL_WINDOW_SIZE = 4;
    private static final byte[] BLOCK = block();

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder();
    private int stream = -1;
    private long window = STANDARD_WINDOW;
    private long streamWindow;
    private int initialWindow = STANDARD_WINDOW;
    private int received;
    private boolean ended;
    private String status = "";
    private String refusal = "";

    GrpcConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(ANSWER_MILLIS);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 64 << 10));
        out = socket.getOutputStream();
        var settings = ByteBuffer.allocate(6).putShort((short) INITIAL_WINDOW_SIZE).putInt(WINDOW);
        out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        out.write(frame(SETTINGS, 0, 0, settings.array()));
        allow(WINDOW);
    }

    /** Without HPACK's tables: POST, http, the path, and what gRPC wants. */
    private static byte[] block() {
        var block = new ByteArrayOutputStream();
        block.writeBytes(new byte[] {(byte) 0x83, (byte) 0x86});
        header(block, ":path", "/inference.GRPCInferenceService/ModelInfer");
        header(block, ":authority", "127.0.0.1");
        header(block, "te", "trailers");
        header(block, "content-type", "application/grpc");
        return block.toByteArray();
    }

    private static void header(ByteArrayOutputStream block, String name, String value) {
        block.write(0);
        for (var text : new String[] {name, value}) {
            block.write(text.length());
            block.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static byte[] frame(int type, int flags, int stream, byte[] payload) {
        return ByteBuffer.allocate(HEAD + payload.length)
                .put(head(payload.length, type, flags, stream))
                .put(payload)
                .array();
    }

    private static byte[] head(int length, int type, int flags, int stream) {
        return ByteBuffer.allocate(HEAD)
                .putInt((length << 8) | type)
                .put((byte) flags)
                .putInt(stream)
                .array();
    }

    private void allow(int bytes) throws IOException {
        out.write(frame(WINDOW_UPDATE, 0, 0, ByteBuffer.allocate(4).putInt(bytes).array()));
    }

    /** Takes a message; an answer of status OK is {@link Sender#OK}. */
    @Override
    public int send(byte[] message) throws IOException {
        stream += 2;
        streamWindow = initialWindow;
        ended = false;
        status = "";
        var call = new ByteArrayOutputStream(message.length + 256);
        call.writeBytes(frame(HEADERS, END_HEADERS, stream, BLOCK));
        var framed = ByteBuffer.allocate(5 + message.length);
        framed.put((byte) 0).putInt(message.length).put(message).flip();
        while (framed.hasRemaining()) {
            int length = allowed(Math.min(framed.remaining(), LARGEST_FRAME));
            if (length == 0) {
                flush(call);
                read();
            } else {
                data(call, framed, length);
            }
        }
        flush(call);
        while (!ended) {
            read();
        }
        refusal = "grpc-status " + status;
        return status.equals("0") ? OK : Integer.parseInt(status);
    }

    private int allowed(int wanted) {
        return (int) Math.max(0, Math.min(wanted, Math.min(window, streamWindow)));
    }

    private void data(ByteArrayOutputStream call, ByteBuffer framed, int length) {
        window -= length;
        streamWindow -= length;
        var part = new byte[length];
        framed.get(part);
        call.writeBytes(frame(DATA, framed.hasRemaining() ? 0 : END_STREAM, stream, part));
    }

    private void flush(ByteArrayOutputStream call) throws IOException {
        call.writeTo(out);
        call.reset();
    }

    private void read() throws IOException {
        int start = in.readInt();
        int flags = in.readUnsignedByte();
        int of = in.readInt();
        var payload = ByteBuffer.wrap(in.readNBytes(start >>> 8));
        switch (start & 0xff) {
            case DATA -> took(payload.remaining());
            case HEADERS -> headers(payload, flags);
            case SETTINGS -> settings(payload, flags);
            case PING -> {
                if (flags != ACK) {
                    out.write(frame(PING, ACK, 0, payload.array()));
                }
            }
            case WINDOW_UPDATE -> {
                if (of == 0) {
                    window += payload.getInt();
                } else if (of == stream) {
                    streamWindow += payload.getInt();
                }
            }
            default -> throw new IOException("a frame of type " + (start & 0xff));
        }
        ended |= of == stream && (start & 0xff) <= HEADERS && (flags & END_STREAM) != 0;
    }

    private void took(int bytes) throws IOException {
        received += bytes;
        if (received > WINDOW / 2) {
            allow(received);
            received = 0;
        }
    }

    private void headers(ByteBuffer payload, int flags) throws IOException {
        if ((flags & (PADDED | END_HEADERS)) != END_HEADERS) {
            throw new IOException("headers with padding, or in several frames");
        }
        payload.position((flags & PRIORITY) == 0 ? 0 : 5);
        try {
            var headers = decoder.decodeHeaders(stream, Unpooled.wrappedBuffer(payload));
            var told = headers.get("grpc-status");
            status = told == null ? status : told.toString();
        } catch (Http2Exception e) {
            throw new IOException(e);
        }
    }

    private void settings(ByteBuffer payload, int flags) throws IOException {
        if (flags == ACK) {
            return;
        }
        while (payload.hasRemaining()) {
            int name = payload.getShort();
            int value = payload.getInt();
            if (name == INITIAL_WINDOW_SIZE) {
                streamWindow += value - initialWindow;
                initialWindow = value;
            }
        }
        out.write(frame(SETTINGS, ACK, 0, new byte[0]));
    }

    @Override
    public String refusal() {
        return refusal;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
