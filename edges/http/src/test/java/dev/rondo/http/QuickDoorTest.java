package dev.rondo.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.base.Digests;
import dev.rondo.base.RondoException;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are answered before Vert.x sees them, among those that it answers. */
class QuickDoorTest {
    private static final int CONVERSATIONS = Integer.getInteger("http.conversations", 60);
    private static final int UNREAD = 20_000;

    private final Http http = new Http(QuickDoorTest::error);
    private int port;

    /** Says what it was asked, and by which way. */
    private record Echo(boolean immediate) implements QuickRoute {
        @Override
        public boolean immediate(Map<String, String> path) {
            return immediate;
        }

        @Override
        public Reply handle(Request request) {
            if (request.pathValue("id").equals("bad")) {
                throw RondoException.user("test.bad", "it is bad");
            }
            var way = request.headers() instanceof RequestHead ? "quick" : "usual";
            var told = request.headers().get("x-TOLD");
            var text = String.join("|", way, request.pathValue("id"), told, digest(request.body()));
            return Reply.text("text/plain", text);
        }
    }

    private record Usual(Route route) implements Route {
        @Override
        public Reply handle(Request request) throws Exception {
            return route.handle(request);
        }
    }

    private static String digest(byte[] body) {
        return body.length == 0 ? "" : Digests.of(body);
    }

    private static Reply error(Throwable failure) {
        var text = String.valueOf(failure.getMessage());
        return new Reply.Whole(400, "text/plain", text.getBytes(UTF_8));
    }

    @BeforeEach
    void start() {
        for (var method : List.of(Method.GET, Method.POST)) {
            http.quick(method, "/quick/:id", new Echo(true));
            http.quick(method, "/thread/:id", new Echo(false));
            http.route(method, "/route/:id", new Usual(new Echo(true)));
        }
        http.quick(Method.GET, "/large/:size", new Large());
        port = http.listen("127.0.0.1", 0);
    }

    private record Large() implements QuickRoute {
        @Override
        public boolean immediate(Map<String, String> path) {
            return true;
        }

        @Override
        public Reply handle(Request request) {
            return Reply.text("text/plain", "x".repeat(request.pathNumber("size")));
        }
    }

    @AfterEach
    void stop() {
        http.close();
    }

    private Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(30_000);
        return socket;
    }

    private static byte[] request(String line, String headers, byte[] body) {
        var length = body.length == 0 ? "" : "Content-Length: " + body.length + "\r\n";
        var head = line + " HTTP/1.1\r\nHost: localhost\r\n" + headers + length + "\r\n";
        var all = new ByteArrayOutputStream();
        all.writeBytes(head.getBytes(ISO_8859_1));
        all.writeBytes(body);
        return all.toByteArray();
    }

    private static byte[] get(String path) {
        return request("GET " + path, "X-Told: a\r\n", new byte[0]);
    }

    /** Status, headers and body of an answer. */
    private record Answer(String status, String headers, String body) {}

    private static Answer answer(InputStream in) throws IOException {
        var status = line(in).substring("HTTP/1.1 ".length());
        var headers = new StringBuilder();
        int length = 0;
        for (var header = line(in); !header.isEmpty(); header = line(in)) {
            var lower = header.toLowerCase(Locale.ROOT);
            headers.append(lower).append('\n');
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(header.substring(15).strip());
            }
        }
        return new Answer(status, headers.toString(), new String(in.readNBytes(length), UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the connection was closed after: " + line);
            }
            line.append((char) c);
        }
        return line.toString().strip();
    }

    private Answer ask(byte[] request) throws IOException {
        try (var socket = connect()) {
            socket.getOutputStream().write(request);
            return answer(socket.getInputStream());
        }
    }

    @Test
    void aPlainRequestIsAnsweredAtTheDoor() throws IOException {
        var body = "seven".getBytes(UTF_8);
        var asked = ask(request("POST /quick/a%20b", "x-told:  yes \t\r\n", body));
        assertThat(asked.status()).isEqualTo("200 OK");
        assertThat(asked.body()).isEqualTo("quick|a b|yes|" + Digests.of(body));
        assertThat(asked.headers()).contains("content-type: text/plain\n");
    }

    @Test
    @DisplayName("rule 11.1: an error has the shape of its path")
    void anError() throws IOException {
        var asked = ask(get("/quick/bad"));
        assertThat(asked.status()).isEqualTo("400 Bad Request");
        assertThat(asked.body()).isEqualTo("it is bad");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /quick/1?x=1",
                "GET /route/1",
                "GET /thread/1",
            })
    void otherRequestsTakeTheUsualWay(String line) throws IOException {
        assertThat(ask(request(line, "X-Told: a\r\n", new byte[0])).body()).isEqualTo("usual|1|a|");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection: close\r\n",
                "Connection: keep-alive, x\r\n",
                "Content-Encoding: identity\r\n",
                "X-Other: caf\u00e9\r\n",
                "Transfer-Encoding: chunked\r\n\r\n0\r\n",
            })
    void soDoThoseWithOddHeaders(String headers) throws IOException {
        var answer = ask(request("POST /quick/1", "X-Told: a\r\n" + headers, new byte[0]));
        assertThat(answer.body()).isEqualTo("usual|1|a|");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HELLO\r\n",
                "GET /quick/1 HTTP/1.1\r\nbad header\r\n\r\n",
                "GET /quick/1 HTTP/1.1\r\nX: a\u0001b\r\n\r\n",
                "POST /quick/1 HTTP/1.1\r\nContent-Length: 0\r\nContent-Length: 0\r\n\r\n",
            })
    @DisplayName("rule 11.1: what is no HTTP is told so")
    void noHttp(String bytes) throws IOException {
        assertThat(ask(bytes.getBytes(ISO_8859_1)).status()).isEqualTo("400 Bad Request");
    }

    @Test
    void theOldVersion() throws IOException {
        try (var socket = connect()) {
            var get = "GET /quick/1 HTTP/1.0\r\nX-Told: a\r\n\r\n";
            socket.getOutputStream().write(get.getBytes(UTF_8));
            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .endsWith("usual|1|a|");
        }
    }

    @Test
    void aLargeAnswerIsPacked() throws IOException {
        var plain = ask(get("/large/5000"));
        assertThat(plain.body()).hasSize(5000);
        assertThat(plain.headers()).contains("vary: accept-encoding\n");
        var packed = ask(request("GET /large/5000", "Accept-Encoding: gzip\r\n", new byte[0]));
        assertThat(packed.headers()).contains("content-encoding: gzip\n");
        assertThat(packed.body().length()).isLessThan(1000);
    }

    @Test
    @DisplayName("rule 11.2: who reads no answers is not read from either")
    void theClientDoesNotRead() throws Exception {
        try (var socket = connect()) {
            var sender =
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    for (int i = 0; i < UNREAD; i++) {
                                        socket.getOutputStream().write(get("/large/900"));
                                    }
                                } catch (IOException e) {
                                    throw new java.io.UncheckedIOException(e);
                                }
                            });
            for (int i = 0; i < UNREAD; i++) {
                assertThat(answer(socket.getInputStream()).body()).hasSize(900);
            }
            sender.join();
        }
    }

    /** Requests of every kind, cut at random places: every answer comes, in the requests' order. */
    @Test
    void conversations() throws IOException {
        long seed = System.nanoTime();
        for (int i = 0; i < CONVERSATIONS; i++) {
            var random = new SplittableRandom(seed + i);
            var all = new ByteArrayOutputStream();
            var expected = new ArrayList<String>();
            int count = random.nextInt(1, 30);
            for (int j = 0; j < count; j++) {
                expected.add(add(random, j, all));
            }
            converse(random, all.toByteArray(), expected, "seed " + (seed + i));
        }
    }

    /** Adds a request and returns what its answer ends with. */
    private static String add(SplittableRandom random, int number, ByteArrayOutputStream all) {
        var path = List.of("/quick/", "/quick/", "/thread/", "/route/").get(random.nextInt(4));
        int size =
                switch (random.nextInt(5)) {
                    case 0 -> 0;
                    case 1 -> random.nextInt(QuickRoute.LARGEST_BODY - 5, 40_000);
                    default -> random.nextInt(1, 600);
                };
        var body = new byte[size];
        random.nextBytes(body);
        var line = "POST " + path + number + (random.nextInt(6) == 0 ? "?q=1" : "");
        if (random.nextInt(40) == 0) {
            var head = "X-Told: c\r\nTransfer-Encoding: chunked\r\n";
            all.writeBytes(request(line, head, new byte[0]));
            all.writeBytes((Integer.toHexString(size) + "\r\n").getBytes(UTF_8));
            all.writeBytes(body);
            all.writeBytes((size == 0 ? "\r\n" : "\r\n0\r\n\r\n").getBytes(UTF_8));
            return "|" + number + "|c|" + digest(body);
        }
        all.writeBytes(request(line, "X-Told: b\r\n", body));
        return "|" + number + "|b|" + digest(body);
    }

    private void converse(SplittableRandom random, byte[] bytes, List<String> expected, String name)
            throws IOException {
        try (var socket = connect()) {
            var sender =
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    for (int at = 0; at < bytes.length; ) {
                                        int size = 1 + random.nextInt(random.nextInt(1, 20_000));
                                        int length = Math.min(bytes.length - at, size);
                                        socket.getOutputStream().write(bytes, at, length);
                                        at += length;
                                    }
                                } catch (IOException e) {
                                    // the reader finds out
                                }
                            });
            for (var each : expected) {
                assertThat(answer(socket.getInputStream()).body()).as(name).endsWith(each);
            }
            sender.interrupt();
        }
    }
}
