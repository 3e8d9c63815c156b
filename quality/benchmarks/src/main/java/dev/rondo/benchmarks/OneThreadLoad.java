package dev.rondo.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The same as {@link Load} from one thread that waits on all connections at once, as wrk and other
 * load generators do. It wakes up less often than eight threads, and the server, in whose writes
 * the kernel wakes it up, has less to do for that.
 */
final class OneThreadLoad {
    private static final int LARGEST = 64 << 10;

    private final List<byte[]> requests;
    private final long[] nanos;
    private int sent;
    private int answered;

    private OneThreadLoad(List<byte[]> requests, int count) {
        this.requests = requests;
        this.nanos = new long[count];
    }

    private static final class Caller {
        final ByteBuffer in = ByteBuffer.allocate(LARGEST);
        final ByteBuffer out = ByteBuffer.allocateDirect(LARGEST);
        int number;
        long began;
    }

    /** Sends so many requests, one at a time on each connection; any answer but 200 ends it. */
    static Load.Result run(int port, List<byte[]> requests, int connections, int count) {
        var load = new OneThreadLoad(requests, count);
        long began = System.nanoTime();
        try {
            load.run(port, connections);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var wall = Duration.ofNanos(System.nanoTime() - began);
        Arrays.sort(load.nanos);
        return new Load.Result(load.nanos, wall);
    }

    private void run(int port, int connections) throws IOException {
        try (var selector = Selector.open()) {
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            for (int i = 0; i < connections; i++) {
                var channel = SocketChannel.open(address);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.configureBlocking(false);
                send(channel.register(selector, SelectionKey.OP_READ, new Caller()));
            }
            while (answered < nanos.length) {
                selector.select(this::read);
            }
            for (var key : selector.keys()) {
                key.channel().close();
            }
        }
    }

    private void send(SelectionKey key) throws IOException {
        if (sent == nanos.length) {
            return;
        }
        var caller = (Caller) key.attachment();
        caller.number = sent++;
        caller.out.clear().put(requests.get(caller.number % requests.size())).flip();
        caller.began = System.nanoTime();
        var channel = (SocketChannel) key.channel();
        while (caller.out.hasRemaining()) {
            channel.write(caller.out);
        }
    }

    private void read(SelectionKey key) {
        var caller = (Caller) key.attachment();
        try {
            if (((SocketChannel) key.channel()).read(caller.in) < 0) {
                throw new EOFException("the server closed the connection");
            }
            if (isWhole(caller.in)) {
                caller.in.clear();
                nanos[caller.number] = System.nanoTime() - caller.began;
                answered++;
                send(key);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Looks at the status and the length, and at nothing else. */
    private static boolean isWhole(ByteBuffer in) throws IOException {
        for (int i = 3; i < in.position(); i++) {
            if (in.get(i) == '\n' && in.get(i - 2) == '\n') {
                var bytes = new byte[i];
                in.get(0, bytes);
                var head = new String(bytes, StandardCharsets.ISO_8859_1);
                if (!head.startsWith("HTTP/1.1 200")) {
                    throw new IOException(head);
                }
                return in.position() >= i + 1 + length(head.toLowerCase(Locale.ROOT));
            }
        }
        return false;
    }

    private static int length(String head) {
        int from = head.indexOf("content-length:") + "content-length:".length();
        return Integer.parseInt(head.substring(from, head.indexOf('\r', from)).strip());
    }
}
