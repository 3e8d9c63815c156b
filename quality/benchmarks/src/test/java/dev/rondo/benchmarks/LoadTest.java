package dev.rondo.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final AtomicInteger asked = new AtomicInteger();
    private final Set<Integer> callers = ConcurrentHashMap.newKeySet();
    private int refuseFrom = Integer.MAX_VALUE;

    @SuppressWarnings("NullAway.Init") // started before each test
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(
                "/echo",
                exchange -> {
                    callers.add(exchange.getRemoteAddress().getPort());
                    int status = asked.incrementAndGet() >= refuseFrom ? 503 : 200;
                    var body = exchange.getRequestBody().readAllBytes();
                    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Load.Result run(int connections, int count) {
        var body = "{\"text\":\"grün\"}".getBytes(StandardCharsets.UTF_8);
        var requests = List.of(Connection.post("/echo", body));
        return new Load(requests, connections, count, LIMIT).run(server.getAddress().getPort());
    }

    @Test
    void sendsAllRequestsOnTheConnectionsItWasGiven() {
        var result = run(4, 500);
        assertThat(asked).hasValue(500);
        assertThat(result.answered()).isEqualTo(500);
        assertThat(result.nanos()).isSorted();
        assertThat(callers).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void anAnswerOtherThan200BreaksOffWithItsBody() {
        refuseFrom = 100;
        assertThatThrownBy(() -> run(2, 5000))
                .hasRootCauseMessage("status 503: {\"text\":\"grün\"}");
        assertThat(asked.get()).isLessThan(110);
    }

    @Test
    void percentilesAreTheSmallestTimesThatCoverTheShare() {
        var result =
                new Load.Result(
                        new long[] {1_000_000, 2_000_000, 3_000_000, 40_000_000},
                        Duration.ofSeconds(2));
        assertThat(result.percentile(0.5)).isEqualTo(2);
        assertThat(result.percentile(0.75)).isEqualTo(3);
        assertThat(result.percentile(0.99)).isEqualTo(40);
        assertThat(result.perSecond()).isEqualTo(2);
    }
}
