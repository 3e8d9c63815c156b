package dev.rondo.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.RondoException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read from requests and told back, at the door before Vert.x and behind it. */
class CourtesiesTest {
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final String PAGE = "https://app.example.org";

    private final List<Http> servers = new ArrayList<>();
    private final AtomicInteger begun = new AtomicInteger();

    /** Says whom it answers. */
    private final class Who implements QuickRoute {
        @Override
        public boolean immediate(Map<String, String> path) {
            return "quick".equals(path.get("way"));
        }

        @Override
        public Reply handle(Request request) {
            begun.incrementAndGet();
            var caller = request.caller();
            assertThat(Caller.current()).isEqualTo(caller);
            if (request.path().containsKey("large")) {
                return Reply.text("text/plain", "x".repeat(5_000));
            }
            var trace = caller.trace() == null ? "none" : caller.trace().traceId();
            return Reply.text(
                    "text/plain", caller.requestId() + "|" + trace + "|" + caller.hurries());
        }
    }

    @AfterEach
    void stop() {
        servers.forEach(Http::close);
    }

    private int start(HttpOptions options) {
        var http = new Http(CourtesiesTest::error, options);
        http.quick(Method.GET, "/who/:way", new Who());
        http.quick(Method.GET, "/who/:way/:large", new Who());
        servers.add(http);
        return http.listen("127.0.0.1", 0);
    }

    private int start() {
        return start(HttpOptions.STANDARD);
    }

    private static HttpOptions origins(String... origins) {
        return new HttpOptions(1_000, "", List.of(origins), false, null);
    }

    private static Reply error(Throwable failure) {
        boolean late = failure instanceof RondoException e && e.code().equals("http.timeout");
        var text = String.valueOf(failure.getMessage());
        return new Reply.Whole(late ? 504 : 400, "text/plain", text.getBytes(UTF_8));
    }

    /** The status, the headers in small letters, a line each, and the body. */
    private record Answer(int status, String headers, String body) {}

    private static Answer ask(int port, String line, String... headers) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            var head = line + " HTTP/1.1\r\nHost: x\r\n";
            for (var header : headers) {
                head += header + "\r\n";
            }
            socket.getOutputStream().write((head + "\r\n").getBytes(UTF_8));
            var in = socket.getInputStream();
            int status = Integer.parseInt(line(in).split(" ")[1]);
            var told = new StringBuilder();
            int length = 0;
            for (var next = line(in); !next.isEmpty(); next = line(in)) {
                int colon = next.indexOf(':');
                var name = next.substring(0, colon).toLowerCase(Locale.ROOT);
                told.append(name).append(next.substring(colon)).append('\n');
                if (name.equals("content-length")) {
                    length = Integer.parseInt(next.substring(colon + 1).strip());
                }
            }
            return new Answer(status, told.toString(), new String(in.readNBytes(length), UTF_8));
        }
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            line.append((char) c);
        }
        return line.toString().strip();
    }

    @ParameterizedTest
    @ValueSource(strings = {"quick", "thread", "quick?x=1"})
    void whoSaysNothingIsToldNothing(String way) throws IOException {
        var answer = ask(start(), "GET /who/" + way);
        assertThat(answer.body()).isEqualTo("null|none|false");
        assertThat(answer.headers()).doesNotContain("x-request-id", "traceparent", "vary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"quick", "thread", "quick?x=1"})
    void whatIsSaidReachesTheRouteAndIsToldBack(String way) throws IOException {
        var answer =
                ask(
                        start(),
                        "GET /who/" + way,
                        "x-request-id: a.B-7",
                        "TraceParent: " + TRACE,
                        "grpc-timeout: 1H");
        assertThat(answer.body()).isEqualTo("a.B-7|0af7651916cd43dd8448eb211c80319c|true");
        assertThat(answer.headers()).contains("x-request-id: a.B-7\n", "traceparent: " + TRACE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"quick", "thread"})
    @DisplayName("rule 11.2: an id that is long or odd is replaced")
    void oddIds(String way) throws IOException {
        int port = start();
        for (var id : List.of("a b", "x".repeat(129), "<script>", "\"", "%0a")) {
            var told = ask(port, "GET /who/" + way, "X-Request-Id: " + id).body();
            assertThat(told).matches("[0-9a-f]{32}\\|none\\|false");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"quick", "thread"})
    void everyRequestHasAnIdWhereThatIsAskedFor(String way) throws IOException {
        int port = start(new HttpOptions(1_000, "", List.of(), true, null));
        var answer = ask(port, "GET /who/" + way);
        assertThat(answer.body()).matches("[0-9a-f]{32}\\|none\\|false");
        assertThat(answer.headers()).contains("x-request-id: " + answer.body().split("\\|")[0]);
        assertThat(ask(port, "GET /nowhere").headers()).contains("x-request-id: ");
    }

    /** The cases of W3C's own validation suite for the header. */
    @ParameterizedTest
    @CsvSource({
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00, true",
        "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01, true",
        "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-what, true",
        "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01.what, false",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-what, false",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01, false",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01, false",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01, false",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01, false",
        "00-0af7651916cd43dd8448eb211c80319-b7ad6b7169203331-01, false",
        "0-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01, false",
        "trace, false",
    })
    void tracesByTheSpecification(String header, boolean valid) throws IOException {
        assertThat(TraceContext.read(header) != null).isEqualTo(valid);
        assertThat(ask(start(), "GET /who/quick", "traceparent: " + header).headers())
                .satisfies(told -> assertThat(told.contains("traceparent")).isEqualTo(valid));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Grpc-Timeout: 0m",
                "grpc-timeout: 1n",
                "X-Envoy-Expected-Rq-Timeout-Ms: 0",
            })
    @DisplayName("work that nobody waits for is not begun, and is a 504")
    void expiredWorkIsNotBegun(String header) throws IOException {
        int port = start();
        for (var way : List.of("quick", "thread")) {
            var answer = ask(port, "GET /who/" + way, header);
            assertThat(answer.status()).isEqualTo(504);
            assertThat(answer.body()).contains("deadline has passed");
        }
        assertThat(begun).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource({
        "1H, true",
        "99999999H, true",
        "5S, true",
        "999999m, true",
        "1, false",
        "H, false",
        "-1S, false",
        "999999999S, false",
        "1.5S, false",
        "soon, false",
    })
    void timeoutsInTheFormOfGrpc(String timeout, boolean valid) throws IOException {
        assertThat(ask(start(), "GET /who/quick", "grpc-timeout: " + timeout).body())
                .isEqualTo("null|none|" + valid);
    }

    @Test
    void theSoonerOfTwoDeadlines() {
        var said = Map.of(Deadline.GRPC, "1H", Deadline.ENVOY, "60000");
        long left = Deadline.of(said::get) - System.nanoTime();
        assertThat(left).isLessThanOrEqualTo(60_000_000_000L);
    }

    @Test
    void aBrowserAsksBeforehand() throws IOException {
        int port = start(origins(PAGE));
        var preflight =
                ask(
                        port,
                        "OPTIONS /who/quick",
                        "Origin: " + PAGE,
                        "Access-Control-Request-Method: POST",
                        "Access-Control-Request-Headers: content-type, x-request-id");
        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.headers())
                .contains(
                        "access-control-allow-origin: " + PAGE + "\n",
                        "access-control-allow-methods: GET, HEAD, POST,",
                        "access-control-allow-headers: content-type, x-request-id\n",
                        "access-control-max-age: 600\n",
                        "vary: Origin\n");
        var stranger =
                ask(
                        port,
                        "OPTIONS /who/quick",
                        "Origin: https://other.org",
                        "Access-Control-Request-Method: POST");
        assertThat(stranger.status()).isEqualTo(400);
        assertThat(stranger.headers()).doesNotContain("access-control");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/who/quick", "/who/thread", "/who/quick?x=1", "/nowhere"})
    void aPageMayReadWhatItIsAllowedTo(String path) throws IOException {
        int port = start(origins(PAGE, "http://localhost:3000"));
        var answer = ask(port, "GET " + path, "Origin: " + PAGE);
        assertThat(answer.headers())
                .contains("access-control-allow-origin: " + PAGE + "\n", "vary: Origin\n")
                .containsPattern("access-control-expose-headers: .*X-Request-Id");
        assertThat(ask(port, "GET " + path, "Origin: https://app.example.org.evil.org").headers())
                .doesNotContain("access-control")
                .contains("vary: Origin\n");
        assertThat(ask(start(), "GET " + path, "Origin: " + PAGE).headers())
                .doesNotContain("access-control", "vary");
        assertThat(ask(start(origins("*")), "GET " + path, "Origin: " + PAGE).headers())
                .contains("access-control-allow-origin: *\n")
                .doesNotContain("vary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"quick", "thread"})
    void largeAnswersVaryByTheirCodingToo(String way) throws IOException {
        var answer = ask(start(origins(PAGE)), "GET /who/" + way + "/large", "Origin: " + PAGE);
        assertThat(answer.headers()).containsPattern("vary: .*Accept-Encoding");
        assertThat(answer.headers()).containsPattern("vary: .*Origin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"app.example.org", "https://app.example.org/", "https://a b", ""})
    void whatIsNoOrigin(String origin) {
        assertThatThrownBy(() -> new Cors(List.of(origin))).hasMessageContaining("is no origin");
    }

    @Test
    @DisplayName("rule 11.3: the access log has a line for each request, and no secrets")
    void theAccessLog() throws IOException {
        var written = new ByteArrayOutputStream();
        var options =
                new HttpOptions(1_000, "", List.of(), false, new PrintStream(written, true, UTF_8));
        int port = start(options);
        var id = "X-Request-Id: id-1";
        ask(port, "GET /who/quick", "User-Agent: a\"b\\c", id, "traceparent: " + TRACE);
        ask(port, "GET /who/thread?token=secret", "Authorization: Bearer secret");
        ask(port, "GET /now%22here", "Cookie: secret");
        ask(port, "GET");
        servers.removeLast().close();
        var lines = written.toString(UTF_8).lines().toList();
        var time = "\\[\\d\\d/[A-Z][a-z]{2}/\\d{4}:\\d\\d:\\d\\d:\\d\\d \\+0000]";
        var start = "127\\.0\\.0\\.1 - - " + time + " ";
        // An answer is out before its line is, so lines of two connections come in any order.
        assertThat(lines)
                .hasSize(4)
                .anySatisfy(line ->
                        assertThat(line)
                                .matches(
                                        start
                                                + "\"GET /who/quick HTTP/1\\.1\" 200 \\d+ \"-\" \"a\\\\x22b\\\\x5cc\""
                                                + " \\d+\\.\\d{6} id-1 0af7651916cd43dd8448eb211c80319c"))
                .anyMatch(line ->
                        line.matches(
                                start + "\"GET /who/thread HTTP/1\\.1\" 200 15 \"-\" \"-\" .* - -"))
                .anyMatch(line -> line.matches(start + "\"GET /now%22here HTTP/1\\.1\" 400 .*"))
                .anyMatch(line -> line.matches(start + "\"GET [^n]*\" 400 .*"));
        assertThat(written.toString(UTF_8)).doesNotContain("secret");
    }
}
