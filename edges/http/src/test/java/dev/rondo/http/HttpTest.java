package dev.rondo.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.Digests;
import dev.rondo.base.RondoException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The binding alone, without rooms: bodies in every way that they may come in. */
class HttpTest {
    private static final int FRESH_SERVERS = 50;
    private static final int SEVERAL_PAUSES = 9 << 20;

    private final CompletableFuture<Throwable> torn = new CompletableFuture<>();
    private Http http = new Http(HttpTest::error);
    private int port;

    @BeforeEach
    void start() {
        http.upload(Method.POST, "/upload", HttpTest::digest);
        http.upload(Method.POST, "/torn", this::expectTorn);
        http.upload(Method.POST, "/unread", request -> Reply.text("text/plain", "unread"));
        http.route(Method.POST, "/whole", request -> text(Digests.of(request.body())));
        http.route(
                Method.GET,
                "/echo/:name",
                request ->
                        text(
                                request.pathValue("name")
                                        + "|"
                                        + request.queryValue("q").orElse("")
                                        + "|"
                                        + request.headers().get("X-Told")));
        port = http.listen("127.0.0.1", 0);
    }

    @AfterEach
    void stop() {
        http.close();
    }

    private static Reply error(Throwable failure) {
        var text = String.valueOf(failure.getMessage());
        return new Reply.Whole(400, "text/plain", text.getBytes(UTF_8));
    }

    private static Reply text(String text) {
        return Reply.text("text/plain", text);
    }

    private static Reply digest(Request request) throws IOException {
        var body = request.upload().orElseThrow();
        var digest = Digests.of(body.readAllBytes());
        assertThat(body.read()).as("the end stays the end").isEqualTo(-1);
        return text(digest);
    }

    private Reply expectTorn(Request request) throws IOException {
        var body = request.upload().orElseThrow();
        try {
            body.readAllBytes();
            torn.complete(new AssertionError("the body ended well"));
        } catch (RondoException e) {
            assertThatThrownBy(body::read).as("torn stays torn").hasMessage(e.getMessage());
            torn.complete(e);
        }
        return text("late");
    }

    private static byte[] bytes(int size) {
        var bytes = new byte[size];
        new SplittableRandom(size).nextBytes(bytes);
        return bytes;
    }

    private static String head(String path, String headers) {
        return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
    }

    private Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(30_000);
        return socket;
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            line.append((char) c);
        }
        return line.toString().strip();
    }

    /** Reads one answer, whose body must have a length. */
    private static String answer(InputStream in) throws IOException {
        assertThat(line(in)).isEqualTo("HTTP/1.1 200 OK");
        int length = 0;
        for (var header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(header.substring(15).strip());
            }
        }
        return new String(in.readNBytes(length), UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/upload", "/whole"})
    void aBodyInManySmallLatePieces(String path) throws IOException, InterruptedException {
        var body = bytes(2_000);
        try (var socket = connect()) {
            var out = socket.getOutputStream();
            out.write(head(path, "Content-Length: " + body.length + "\r\n").getBytes(UTF_8));
            for (int i = 0; i < body.length; i += 20) {
                out.write(body, i, 20);
                out.flush();
                // Makes the pieces arrive apart; nothing is asserted about the time.
                Thread.sleep(1);
            }
            assertThat(answer(socket.getInputStream())).isEqualTo(Digests.of(body));
        }
    }

    @Test
    void aChunkedBody() throws IOException {
        try (var socket = connect()) {
            var chunks = head("/upload", "Transfer-Encoding: chunked\r\n") + "3\r\nabc\r\n";
            socket.getOutputStream().write(chunks.getBytes(UTF_8));
            socket.getOutputStream().write("2\r\nde\r\n0\r\n\r\n".getBytes(UTF_8));
            assertThat(answer(socket.getInputStream())).isEqualTo(Digests.of("abcde"));
        }
    }

    /** The connection serves again whatever became of the body before. */
    @Test
    void requestsBehindOneAnotherOnOneConnection() throws IOException {
        var body = bytes(3 << 20);
        var length = "Content-Length: " + body.length + "\r\n";
        try (var socket = connect()) {
            var out = socket.getOutputStream();
            for (var path : new String[] {"/unread", "/upload", "/whole", "/unread", "/upload"}) {
                out.write(head(path, length).getBytes(UTF_8));
                out.write(body);
                assertThat(answer(socket.getInputStream()))
                        .isEqualTo(path.equals("/unread") ? "unread" : Digests.of(body));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/upload", "/whole"})
    void theClientWaitsToBeAskedForItsBody(String path) throws IOException {
        try (var socket = connect()) {
            var expecting = head(path, "Content-Length: 5\r\nExpect: 100-continue\r\n");
            socket.getOutputStream().write(expecting.getBytes(UTF_8));
            assertThat(line(socket.getInputStream())).isEqualTo("HTTP/1.1 100 Continue");
            assertThat(line(socket.getInputStream())).isEmpty();
            socket.getOutputStream().write("hello".getBytes(UTF_8));
            assertThat(answer(socket.getInputStream())).isEqualTo(Digests.of("hello"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100_000, SEVERAL_PAUSES})
    @DisplayName("rule 11.2: a client that goes away in the middle is noticed at once")
    void theClientGoesAway(int sent) throws Exception {
        try (var socket = connect()) {
            var length = "Content-Length: " + (sent + 1) + "\r\n";
            socket.getOutputStream().write(head("/torn", length).getBytes(UTF_8));
            socket.getOutputStream().write(bytes(sent));
        }
        assertThat(torn.get(30, TimeUnit.SECONDS)).hasMessageContaining("broke off");
    }

    @Test
    @DisplayName("rule 11.2: an endless body that nobody reads is cut off")
    void anEndlessBodyThatNobodyReads() throws IOException {
        var piece = bytes(1 << 20);
        try (var socket = connect()) {
            var length = "Content-Length: " + Http.MAX_UPLOAD + "\r\n";
            var out = socket.getOutputStream();
            out.write(head("/unread", length).getBytes(UTF_8));
            assertThat(answer(socket.getInputStream())).isEqualTo("unread");
            assertThatThrownBy(
                            () -> {
                                for (long i = 0; i < Http.MAX_UPLOAD; i += piece.length) {
                                    out.write(piece);
                                }
                            })
                    .isInstanceOf(IOException.class);
        }
    }

    /** HTTP_2 begins as HTTP/1.1 and changes over with the first request's body under way. */
    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void theFirstRequestOfAFreshServerIsAnUpload(HttpClient.Version version) throws Exception {
        for (int i = 0; i < FRESH_SERVERS; i++) {
            var body = bytes(i % 10 == 0 ? SEVERAL_PAUSES : 70_000 + i);
            try (var client = HttpClient.newBuilder().version(version).build()) {
                var uri = URI.create("http://127.0.0.1:" + port + "/upload");
                var post =
                        HttpRequest.newBuilder(uri)
                                .timeout(java.time.Duration.ofSeconds(30))
                                .POST(BodyPublishers.ofByteArray(body))
                                .build();
                assertThat(client.send(post, BodyHandlers.ofString()).body())
                        .as("server %d", i)
                        .isEqualTo(Digests.of(body));
            }
            http.close();
            http = new Http(HttpTest::error);
            start();
        }
    }

    @Test
    void pathsQueriesAndHeadersAreDecoded() throws IOException {
        try (var socket = connect()) {
            var get =
                    "GET /echo/a+b%20%C3%A9?q=c+d%21&q=2 HTTP/1.1\r\nHost: x\r\nx-told: yes\r\n\r\n";
            socket.getOutputStream().write(get.getBytes(UTF_8));
            assertThat(answer(socket.getInputStream())).isEqualTo("a+b é|c d!|yes");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/echo/%zz", "/echo/%", "/echo/x?q=%zz"})
    @DisplayName("rule 11.1: what cannot be decoded is a 400")
    void whatCannotBeDecoded(String path) throws IOException {
        try (var socket = connect()) {
            var get = "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n";
            socket.getOutputStream().write(get.getBytes(UTF_8));
            assertThat(line(socket.getInputStream())).isEqualTo("HTTP/1.1 400 Bad Request");
        }
    }
}
