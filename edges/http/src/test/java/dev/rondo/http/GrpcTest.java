package dev.rondo.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.base.RondoException;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** gRPC frame by frame, over HTTP/2 with prior knowledge. */
class GrpcTest {
    private static final int LIMIT = 100_000;
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client =
            vertx.createHttpClient(
                    new HttpClientOptions()
                            .setProtocolVersion(HttpVersion.HTTP_2)
                            .setHttp2ClearTextUpgrade(false));
    private final Http http =
            new Http(_ -> Reply.text("text/plain", ""), new HttpOptions(LIMIT, ""));
    private int port;

    /** What came back. */
    private record Answer(String status, String message, List<String> messages) {}

    /** Answers its message; on the event loop when it begins with "quick". */
    private static final class Echo implements GrpcMethod.Unary {
        @Override
        public byte[] answer(byte[] message) throws InterruptedException {
            switch (new String(message, UTF_8)) {
                case "wrong" -> throw RondoException.user("x", "wrong: é%\n");
                case "absent" -> throw RondoException.notFound("x", "absent");
                case "quick broken" -> throw new IllegalStateException("secret");
                case "slow" -> Thread.sleep(20);
                case "who", "quick who" -> {
                    return who();
                }
                default -> {}
            }
            return message;
        }

        private static byte[] who() {
            var caller = Caller.current();
            var trace = caller.trace() == null ? "none" : caller.trace().traceId();
            return (caller.requestId() + "|" + trace + "|" + caller.hurries()).getBytes(UTF_8);
        }

        @Override
        public boolean immediate(byte[] message) {
            return new String(message, UTF_8).startsWith("quick");
        }
    }

    @BeforeEach
    void start() {
        http.grpc("/test.Service/Echo", new Echo());
        GrpcMethod.Stream twice =
                (message, out) -> {
                    if (new String(message, UTF_8).equals("wrong")) {
                        throw RondoException.user("x", "wrong");
                    }
                    out.send(message);
                    out.send(message);
                };
        http.grpc("/test.Service/Twice", twice);
        port = http.listen("127.0.0.1", 0);
    }

    @AfterEach
    void stop() {
        client.close().await();
        http.close();
        vertx.close().await();
    }

    private static Buffer framed(String message) {
        return GrpcFrames.framed(message.getBytes(UTF_8), Optional.empty());
    }

    private Answer call(String method, Map<String, String> headers, Buffer... pieces) {
        var request =
                client.request(HttpMethod.POST, port, "127.0.0.1", "/test.Service/" + method)
                        .await();
        request.putHeader("content-type", "application/grpc+proto").putHeader("te", "trailers");
        headers.forEach(request::putHeader);
        request.setChunked(true);
        // Before anything is sent: what comes while nobody listens is lost.
        var whole =
                request.response()
                        .compose(reply -> reply.body().map(body -> Map.entry(reply, body)));
        for (var piece : pieces) {
            var _ = request.write(piece);
        }
        var _ = request.end();
        var response = whole.await().getKey();
        var coding = Coding.named(response.getHeader("grpc-encoding"));
        var messages = new ArrayList<String>();
        new GrpcFrames(
                        10 * LIMIT,
                        coding,
                        new Memory(1 << 30).share(),
                        bytes -> messages.add(new String(bytes, UTF_8)))
                .add(whole.await().getValue());
        var status = response.getHeader("grpc-status");
        return status == null
                ? new Answer(response.getTrailer("grpc-status"), "", messages)
                : new Answer(status, response.getHeader("grpc-message"), messages);
    }

    private Answer echo(String message) {
        return call("Echo", Map.of(), framed(message));
    }

    @ParameterizedTest
    @ValueSource(strings = {"quick hello", "hello", ""})
    void oneMessageInOneOut(String message) {
        assertThat(echo(message)).isEqualTo(new Answer("0", "", List.of(message)));
    }

    @Test
    @DisplayName("rule 11.1: failures are gRPC's own statuses")
    void failures() {
        assertThat(echo("wrong")).isEqualTo(new Answer("3", "wrong: %C3%A9%25%0A", List.of()));
        assertThat(echo("absent").status()).isEqualTo("5");
        assertThat(call("None", Map.of(), framed("x")).status()).isEqualTo("12");
        var broken = echo("quick broken");
        assertThat(broken.status()).isEqualTo("13");
        assertThat(broken.message()).contains("reference").doesNotContain("secret");
    }

    @Test
    @DisplayName("rule 11.2: a message has a largest size, also after it is unpacked")
    void tooLarge() {
        assertThat(echo("x".repeat(LIMIT)).status()).isEqualTo("0");
        assertThat(echo("x".repeat(LIMIT + 1)).status()).isEqualTo("8");
        var gzip = Map.of("grpc-encoding", "gzip");
        var bomb = GrpcFrames.framed(new byte[LIMIT + 1], Optional.of(Coding.GZIP));
        assertThat(bomb.length()).isLessThan(1_000);
        assertThat(call("Echo", gzip, bomb).status()).isEqualTo("8");
        var lying = Buffer.buffer().appendByte((byte) 0).appendInt(-1).appendString("x");
        assertThat(call("Echo", Map.of(), lying).status()).isEqualTo("8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate"})
    void compressedBothWays(String coding) {
        var message = "hello ".repeat(1_000);
        var frame = GrpcFrames.framed(message.getBytes(UTF_8), Coding.named(coding));
        assertThat(frame.length()).isLessThan(1_000);
        assertThat(call("Echo", Map.of("grpc-encoding", coding), frame))
                .isEqualTo(new Answer("0", "", List.of(message)));
    }

    @Test
    void whatIsNoMessage() {
        assertThat(call("Echo", Map.of()).status()).isEqualTo("3");
        assertThat(call("Echo", Map.of(), framed("a"), framed("b")).status()).isEqualTo("3");
        var whole = framed("hello");
        assertThat(call("Echo", Map.of(), whole.slice(0, 8)).status()).isEqualTo("3");
        assertThat(call("Echo", Map.of("grpc-encoding", "br"), whole).status()).isEqualTo("3");
        var unnamed = GrpcFrames.framed(new byte[2_000], Optional.of(Coding.GZIP));
        assertThat(call("Echo", Map.of(), unnamed).status()).isEqualTo("3");
    }

    @Test
    void aMessageInPieces() {
        var whole = framed("in pieces");
        var pieces = new Buffer[whole.length()];
        for (int i = 0; i < pieces.length; i++) {
            pieces[i] = whole.slice(i, i + 1);
        }
        assertThat(call("Echo", Map.of(), pieces).messages()).containsExactly("in pieces");
    }

    @Test
    void aDeadlineThatHasPassed() {
        assertThat(call("Echo", Map.of("grpc-timeout", "1m"), framed("slow")).status())
                .isEqualTo("4");
        assertThat(call("Echo", Map.of("grpc-timeout", "1H"), framed("slow")).status())
                .isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"who", "quick who"})
    void whatIsSaidOfTheCallerReachesTheMethod(String message) {
        var said = Map.of("x-request-id", "a.B-7", "traceparent", TRACE, "grpc-timeout", "1H");
        assertThat(call("Echo", said, framed(message)).messages())
                .containsExactly("a.B-7|0af7651916cd43dd8448eb211c80319c|true");
        assertThat(echo(message).messages()).containsExactly("null|none|false");
    }

    @Test
    @DisplayName("rule 11.3: the access log has a line for each call of gRPC too")
    void theAccessLog() {
        var written = new ByteArrayOutputStream();
        var log = new PrintStream(written, true, UTF_8);
        var options = new HttpOptions(LIMIT, "", List.of("*"), false, log);
        var logged = new Http(_ -> Reply.text("text/plain", ""), options);
        logged.grpc("/test.Service/Echo", new Echo());
        port = logged.listen("127.0.0.1", 0);
        var said = Map.of("x-request-id", "a.B-7", "traceparent", TRACE, "authorization", "secret");
        assertThat(call("Echo", said, framed("hello")).status()).isEqualTo("0");
        logged.close();
        assertThat(written.toString(UTF_8))
                .containsPattern("\"POST /test\\.Service/Echo HTTP/2(\\.0)?\" 200 ")
                .contains(" a.B-7 0af7651916cd43dd8448eb211c80319c\n")
                .doesNotContain("secret");
    }

    @Test
    void streams() {
        assertThat(call("Twice", Map.of(), framed("a"), framed("b"), framed("c")))
                .isEqualTo(new Answer("0", "", List.of("a", "a", "b", "b", "c", "c")));
        assertThat(call("Twice", Map.of())).isEqualTo(new Answer("0", "", List.of()));
        var failed = call("Twice", Map.of(), framed("a"), framed("wrong"), framed("b"));
        assertThat(failed.status()).isEqualTo("3");
        assertThat(failed.messages()).containsExactly("a", "a");
    }

    @Test
    void answersComeWhileTheStreamIsOpen() throws InterruptedException {
        var request =
                client.request(HttpMethod.POST, port, "127.0.0.1", "/test.Service/Twice").await();
        request.putHeader("content-type", "application/grpc").setChunked(true);
        var twice = new CountDownLatch(2);
        var frames =
                new GrpcFrames(
                        LIMIT,
                        Optional.empty(),
                        new Memory(1 << 30).share(),
                        _ -> twice.countDown());
        var ended = new CountDownLatch(1);
        var response =
                request.response()
                        .onSuccess(reply ->
                                reply.handler(frames::add).endHandler(_ -> ended.countDown()));
        var _ = request.write(framed("first"));
        assertThat(twice.await(30, TimeUnit.SECONDS)).isTrue();
        var _ = request.end();
        assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(response.await().getTrailer("grpc-status")).isEqualTo("0");
    }
}
