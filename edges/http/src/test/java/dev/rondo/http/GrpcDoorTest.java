package dev.rondo.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.base.RondoException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that are answered at the door, among others, frame by frame, by a client of the test's. */
class GrpcDoorTest {
    private static final String PATH = "/test.Service/Echo";
    private static final int PING = 6;
    private static final int WINDOW = 65_535;
    private static final int TIMEOUT_MILLIS = 10_000;

    private final AtomicInteger onEventLoop = new AtomicInteger();
    private final Http http =
            new Http(_ -> Reply.text("text/plain", ""), new HttpOptions(1 << 20, ""));
    private int port;

    /** Echoes; at once what begins with "quick", and then with more behind it if that is asked. */
    private final class Echo implements GrpcMethod.Unary {
        @Override
        public byte[] answer(byte[] message) throws InterruptedException {
            if (!Thread.currentThread().isVirtual()) {
                onEventLoop.incrementAndGet();
            }
            var text = new String(message, UTF_8);
            if (text.startsWith("slow")) {
                Thread.sleep(1);
            }
            if (text.contains("wrong")) {
                throw RondoException.user("x", "wrong: é");
            }
            return text.contains("much") ? text.repeat(3_000).getBytes(UTF_8) : message;
        }

        @Override
        public boolean immediate(byte[] message) {
            return new String(message, UTF_8).startsWith("quick");
        }
    }

    @BeforeEach
    void start() {
        http.grpc(PATH, new Echo());
        port = http.listen("127.0.0.1", 0);
    }

    @AfterEach
    void stop() {
        http.close();
    }

    /** What a stream was answered. */
    private static final class Answer {
        private final Map<String, String> headers = new TreeMap<>();
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private boolean ended;

        String told() {
            var bytes = body.toByteArray();
            var text = bytes.length == 0 ? "" : new String(bytes, 5, bytes.length - 5, UTF_8);
            return headers.get("grpc-status") + " " + headers.get("grpc-message") + " " + text;
        }
    }

    /** A client that says exactly what it is told to, and reads what comes. */
    private final class Client implements AutoCloseable {
        private final Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        private final DataInputStream in = new DataInputStream(socket.getInputStream());
        private final OutputStream out = socket.getOutputStream();
        private DefaultHttp2HeadersEncoder encoder = new DefaultHttp2HeadersEncoder();
        private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder();
        private final Map<Integer, Answer> answers = new HashMap<>();
        private boolean table = true;
        private int next = 1;
        private int sent;
        private int allowed = WINDOW;

        Client(int... settings) throws Exception {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.setTcpNoDelay(true);
            out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(UTF_8));
            var entries = Unpooled.buffer();
            for (int i = 0; i < settings.length; i += 2) {
                entries.writeShort(settings[i]).writeInt(settings[i + 1]);
            }
            out.write(frame(Http2Frame.SETTINGS, 0, 0, ByteBufUtil.getBytes(entries)));
        }

        byte[] headers(int stream, String path, int flags) throws Exception {
            Http2Headers headers =
                    new DefaultHttp2Headers()
                            .method("POST")
                            .scheme("http")
                            .path(path)
                            .authority("127.0.0.1")
                            .set("content-type", "application/grpc")
                            .set("te", "trailers");
            var block = Unpooled.buffer();
            encoder.encodeHeaders(stream, headers, block);
            return frame(Http2Frame.HEADERS, flags, stream, ByteBufUtil.getBytes(block));
        }

        /** The bytes of a call, with a stream of its own. */
        byte[] call(String message) throws Exception {
            int stream = next;
            next += 2;
            answers.put(stream, new Answer());
            var framed = GrpcFrames.framed(message.getBytes(UTF_8), Optional.empty()).getBytes();
            sent += framed.length;
            return joined(
                    headers(stream, PATH, Http2Frame.END_HEADERS),
                    frame(Http2Frame.DATA, Http2Frame.END_STREAM, stream, framed));
        }

        String ask(String message) throws Exception {
            int stream = next;
            send(call(message));
            return await(stream).told();
        }

        void send(byte[] bytes) throws Exception {
            out.write(bytes);
        }

        Answer answer(int stream) {
            return Objects.requireNonNull(answers.get(stream));
        }

        /** Reads until the stream has ended. */
        Answer await(int stream) throws Exception {
            var answer = answer(stream);
            while (!answer.ended) {
                read();
            }
            return answer;
        }

        int received() {
            return answers.values().stream().mapToInt(each -> each.body.size()).sum();
        }

        void awaitSettings() throws Exception {
            while (read() != Http2Frame.SETTINGS) {}
        }

        /** Reads a frame, and returns its type. */
        int read() throws Exception {
            var head = new byte[Http2Frame.HEAD];
            in.readFully(head);
            var frame = frameAt(head, 0);
            var payload = new byte[frame.length()];
            in.readFully(payload);
            switch (frame.type()) {
                case Http2Frame.SETTINGS -> {
                    if (frame.flags() == 0) {
                        if (table) {
                            encoder.configuration().maxHeaderTableSize(0);
                        }
                        out.write(frame(Http2Frame.SETTINGS, Http2Frame.ACK, 0, new byte[0]));
                    }
                }
                case Http2Frame.WINDOW_UPDATE -> {
                    if (frame.stream() == 0) {
                        allowed += Http2Frame.number(payload, 0);
                    }
                }
                case Http2Frame.HEADERS, Http2Frame.DATA -> take(frame, payload);
                case 7, Http2Frame.RESET -> throw new IOException("ended by the server: " + frame);
                default -> {}
            }
            return frame.type();
        }

        private void take(Http2Frame frame, byte[] payload) throws Exception {
            var answer = answer(frame.stream());
            if (frame.type() == Http2Frame.DATA) {
                answer.body.writeBytes(payload);
            } else {
                decoder.decodeHeaders(frame.stream(), block(frame, payload))
                        .forEach(each ->
                                answer.headers.put(
                                        each.getKey().toString(), each.getValue().toString()));
            }
            answer.ended = (frame.flags() & Http2Frame.END_STREAM) != 0;
        }

        private static ByteBuf block(Http2Frame frame, byte[] payload) {
            int from = frame.block() - frame.payload();
            return Unpooled.wrappedBuffer(payload, from, payload.length - from);
        }

        void allow(int bytes) throws Exception {
            out.write(bytes(Http2Frame.windowUpdate(ByteBufAllocator.DEFAULT, bytes)));
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static Http2Frame frameAt(byte[] bytes, int at) {
        return Objects.requireNonNull(Http2Frame.read(bytes, at));
    }

    private static byte[] bytes(ByteBuf frames) {
        try {
            return ByteBufUtil.getBytes(frames);
        } finally {
            frames.release();
        }
    }

    private static byte[] frame(int type, int flags, int stream, byte[] payload) {
        return ByteBufUtil.getBytes(
                Unpooled.buffer()
                        .writeMedium(payload.length)
                        .writeByte(type)
                        .writeByte(flags)
                        .writeInt(stream)
                        .writeBytes(payload));
    }

    private static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (var part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** A client whose next call is the first that the door may answer. */
    private Client ready(int... settings) throws Exception {
        var client = new Client(settings);
        client.awaitSettings();
        assertThat(client.ask("quick first")).isEqualTo("0 null quick first");
        return client;
    }

    @Test
    void repliesAtOnceAndThroughVertxLookAlike() throws Exception {
        try (var client = ready()) {
            for (var message : List.of("hello", "wrong", "", "x".repeat(4_000))) {
                var atOnce = client.ask("quick " + message);
                int first = client.next - 2;
                assertThat(client.ask("later " + message).replace("later", "quick"))
                        .isEqualTo(atOnce);
                var later = client.answer(client.next - 2);
                later.headers.remove("content-length");
                assertThat(client.answer(first).headers).isEqualTo(later.headers);
            }
            assertThat(client.ask("quick wrong")).isEqualTo("3 wrong: %C3%A9 ");
        }
    }

    /** Until it has read our settings, a client may refer to headers that it has sent before. */
    @Test
    void callsBeforeTheSettingsWereRead() throws Exception {
        try (var client = new Client()) {
            for (int i = 0; i < 10; i++) {
                client.send(client.call("quick"));
            }
            for (int stream = 1; stream < client.next; stream += 2) {
                assertThat(client.await(stream).told()).isEqualTo("0 null quick");
            }
            int before = onEventLoop.get();
            assertThat(client.ask("later")).isEqualTo("0 null later");
            assertThat(client.ask("quick")).isEqualTo("0 null quick");
            assertThat(client.ask("later")).isEqualTo("0 null later");
            assertThat(onEventLoop).hasValue(before + 1);
        }
    }

    /** Such a client of HTTP/2 need not say that its table is empty now. */
    @Test
    void aClientThatNeverHadATableOfHeaders() throws Exception {
        try (var client = new Client()) {
            client.encoder = new DefaultHttp2HeadersEncoder((_, _) -> true);
            client.table = false;
            client.awaitSettings();
            for (var message : List.of("quick", "quick", "later", "quick")) {
                assertThat(client.ask(message)).isEqualTo("0 null " + message);
            }
        }
        assertThat(onEventLoop).hasValue(3);
    }

    /** Vert.x answers the other half of the calls in the same connection. */
    @Test
    void randomCallsCutAtRandomPlaces() throws Exception {
        for (long seed = 0; seed < 40; seed++) {
            var random = new SplittableRandom(seed);
            try (var client = ready()) {
                var expected = new HashMap<Integer, String>();
                var conversation = new ByteArrayOutputStream();
                for (int i = 0; i < 60; i++) {
                    converse(random, client, conversation, expected);
                }
                sendInPieces(random, client, conversation.toByteArray());
                for (var each : expected.entrySet()) {
                    assertThat(client.await(each.getKey()).told())
                            .as("seed %d stream %d", seed, each.getKey())
                            .isEqualTo(each.getValue());
                }
            }
        }
        assertThat(onEventLoop).hasValueGreaterThan(500);
    }

    private void converse(
            SplittableRandom random,
            Client client,
            ByteArrayOutputStream conversation,
            Map<Integer, String> expected)
            throws Exception {
        int stream = client.next;
        switch (random.nextInt(8)) {
            case 0 -> conversation.writeBytes(frame(PING, 0, 0, new byte[8]));
            case 1 -> conversation.writeBytes(frame(2, 0, stream, new byte[] {0, 0, 0, 0, 9}));
            case 2 -> {
                if (stream > 3) {
                    var more = new byte[] {0, 0, 1, 0};
                    conversation.writeBytes(frame(Http2Frame.WINDOW_UPDATE, 0, stream - 2, more));
                }
            }
            case 3 -> {
                var message = random.nextBoolean() ? "quick wrong" : "slow wrong";
                conversation.writeBytes(client.call(message));
                expected.put(stream, "3 wrong: %C3%A9 ");
            }
            default -> {
                var kind = List.of("quick ", "later ", "slow ").get(random.nextInt(3));
                var message = kind + "x".repeat(random.nextInt(30));
                conversation.writeBytes(split(random, client.call(message)));
                expected.put(stream, "0 null " + message);
            }
        }
    }

    /** Some clients end a call by an empty frame of its own. */
    private static byte[] split(SplittableRandom random, byte[] call) {
        if (random.nextBoolean()) {
            return call;
        }
        var data = frameAt(call, frameAt(call, 0).end());
        call[data.start() + 4] = 0;
        return joined(
                call, frame(Http2Frame.DATA, Http2Frame.END_STREAM, data.stream(), new byte[0]));
    }

    private static void sendInPieces(SplittableRandom random, Client client, byte[] all)
            throws Exception {
        for (int at = 0; at < all.length; ) {
            int end = Math.min(all.length, at + 1 + random.nextInt(random.nextInt(1, 400)));
            client.send(Arrays.copyOfRange(all, at, end));
            at = end;
        }
    }

    /** Whatever comes, the connection is answered or closed, and others are served. */
    @Test
    void changedBytes() throws Exception {
        int calls = Integer.getInteger("http.fuzz", 2_000);
        for (long seed = 0; seed < calls / 20; seed++) {
            var random = new SplittableRandom(seed);
            try (var client = ready()) {
                var conversation = new ByteArrayOutputStream();
                for (int i = 0; i < 20; i++) {
                    converse(random, client, conversation, new HashMap<>());
                }
                var bytes = conversation.toByteArray();
                for (int i = random.nextInt(1, 6); i > 0; i--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                }
                client.socket.setSoTimeout(200);
                sendInPieces(random, client, bytes);
                client.socket.shutdownOutput();
                client.in.transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                // The server has closed the connection, or waits for the rest of a frame.
            }
        }
        try (var client = ready()) {
            assertThat(client.ask("quick again")).isEqualTo("0 null quick again");
        }
    }

    @Test
    void aCallBetweenTheFramesOfAnother() throws Exception {
        try (var client = ready()) {
            var first = client.call("quick first");
            var second = client.call("quick second");
            int cut = frameAt(first, 0).end();
            client.send(
                    joined(
                            Arrays.copyOf(first, cut),
                            second,
                            Arrays.copyOfRange(first, cut, first.length)));
            assertThat(client.await(3).told()).isEqualTo("0 null quick first");
            assertThat(client.await(5).told()).isEqualTo("0 null quick second");
        }
    }

    /** What the client may send is never used up, whoever took it. */
    @Test
    @DisplayName("rule 11.2: the windows of a long connection stay open both ways")
    void windows() throws Exception {
        try (var client = ready()) {
            var large = "quick " + "x".repeat(4_000);
            int answered = 0;
            for (int i = 0; i < 2_000; i++) {
                var message = i % 3 == 0 ? large.replace("quick", "later") : large;
                assertThat(client.ask(message)).endsWith(message);
                answered += message.length() + 5;
                if (answered > 30_000) {
                    client.allow(answered);
                    answered = 0;
                }
            }
            assertThat(client.sent).isGreaterThan(6 << 20).isLessThan(client.allowed);
        }
        assertThat(onEventLoop).hasValueGreaterThan(1_000);
    }

    /** No answer goes out that the client has not allowed. */
    @Test
    void aClientThatAllowsNothingMore() throws Exception {
        try (var client = ready()) {
            var message = "quick " + "x".repeat(4_000);
            int streams = 40;
            for (int i = 0; i < streams; i++) {
                client.send(client.call(message));
            }
            int last = client.next - 2;
            while (client.received() < WINDOW) {
                client.read();
            }
            client.send(frame(PING, 0, 0, new byte[8]));
            while (client.read() != PING) {}
            assertThat(client.received()).isEqualTo(WINDOW);
            client.allow(1 << 20);
            assertThat(client.await(last).told()).endsWith(message);
            for (var answer : client.answers.keySet()) {
                client.await(answer);
            }
        }
    }

    /** An answer that does not fit is left to Vert.x, and all calls after it. */
    @Test
    void aLargeAnswer() throws Exception {
        try (var client = ready(4, 1 << 20)) {
            client.allow(1 << 20);
            assertThat(client.ask("quick much")).hasSizeGreaterThan(16 << 10);
            for (int i = 0; i < 3; i++) {
                assertThat(client.ask("quick")).isEqualTo("0 null quick");
            }
        }
    }

    /** A client with a small table of headers, or small windows, gets its answers all the same. */
    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void smallSettings(int which) throws Exception {
        try (var client = ready(which, 100)) {
            for (int i = 0; i < 5; i++) {
                assertThat(client.ask("quick")).isEqualTo("0 null quick");
            }
        }
        assertThat(onEventLoop).hasValue(6);
    }

    @Test
    void whatTheDoorDoesNotTake() throws Exception {
        try (var client = ready()) {
            var packed = client.call("quick packed");
            packed[frameAt(packed, 0).end() + Http2Frame.HEAD] = 1;
            client.send(packed);
            assertThat(client.await(3).told()).startsWith("3 ");
            var lying = client.call("quick lying");
            lying[frameAt(lying, 0).end() + Http2Frame.HEAD + 4]++;
            client.send(lying);
            assertThat(client.await(5).told()).startsWith("3 ");
            client.answers.put(7, new Answer());
            client.send(client.headers(7, "/test.Service/None", Http2Frame.END_HEADERS));
            client.send(frame(Http2Frame.DATA, Http2Frame.END_STREAM, 7, new byte[5]));
            assertThat(client.await(7).told()).startsWith("12 ");
            client.next = 9;
            assertThat(client.ask("quick again")).isEqualTo("0 null quick again");
        }
    }
}
