package dev.rondo.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PinnedPostTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final char[] PASSWORD = "changeit".toCharArray();

    private static PinnedPost.Answer send(SSLSocketFactory tls, String url) throws IOException {
        return new PinnedPost(() -> tls, Duration.ofSeconds(10))
                .send(
                        new WebhookUrl(URI.create(url)),
                        List.of(HERE),
                        Map.of("X-A", "b"),
                        "{}".getBytes(UTF_8));
    }

    private static SSLSocketFactory standard() {
        return (SSLSocketFactory) SSLSocketFactory.getDefault();
    }

    /** What is understood of an answer's bytes. */
    private static PinnedPost.Answer answered(String bytes) throws Exception {
        try (var server = new ServerSocket(0, 1, HERE)) {
            var thread =
                    Thread.ofVirtual()
                            .start(() -> {
                                try (var socket = server.accept()) {
                                    readRequest(socket.getInputStream());
                                    socket.getOutputStream().write(bytes.getBytes(UTF_8));
                                } catch (IOException _) {
                                    // the client has seen enough
                                }
                            });
            try {
                return send(standard(), "http://anything.example:" + server.getLocalPort());
            } finally {
                thread.join();
            }
        }
    }

    private static void readRequest(InputStream in) throws IOException {
        var text = new StringBuilder();
        while (!text.toString().endsWith("\r\n\r\n{}")) {
            text.append((char) in.read());
        }
    }

    @Test
    void answersAreReadInEveryForm() throws Exception {
        assertThat(answered("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokay").body())
                .isEqualTo("ok");
        assertThat(answered("HTTP/1.0 503\r\nRetry-After: 7\r\n\r\nuntil the end"))
                .isEqualTo(new PinnedPost.Answer(503, Map.of("retry-after", "7"), "until the end"));
        assertThat(
                        answered(
                                        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Made\nTransfer-Encoding: chunked\n\n3;x=y\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n")
                                .body())
                .isEqualTo("abc0123456789");
        assertThat(answered("HTTP/1.1 204 No Content\r\n\r\n").status()).isEqualTo(204);
        var long_ = answered("HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(100_000));
        assertThat(long_.body()).hasSize(65_536);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SSH-2.0-x\r\n\r\n",
                "HTTP/1.1 20\r\n\r\n",
                "HTTP/1.1 200 OK\r\nA: b",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n"
            })
    void whatIsNoAnswerIsAnError(String bytes) {
        assertThatThrownBy(() -> answered(bytes)).isInstanceOf(IOException.class);
    }

    @Test
    void endlessHeadersAreCutOff() {
        assertThatThrownBy(() -> answered("HTTP/1.1 200 OK\r\n" + "A: b\r\n".repeat(200)))
                .hasMessageContaining("100 headers");
        assertThatThrownBy(() -> answered("HTTP/1.1 200 OK\r\nA: " + "b".repeat(10_000)))
                .hasMessageContaining("too long");
    }

    @Test
    void aCertificateMustBeThatOfTheHostAndVouchedFor(@TempDir Path folder) throws Exception {
        var context = context(folder);
        var server = HttpsServer.create(new InetSocketAddress(HERE, 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        exchange.sendResponseHeaders(200, -1);
                    }
                });
        server.start();
        try {
            int port = server.getAddress().getPort();
            var trusting = context.getSocketFactory();
            assertThat(send(trusting, "https://hooks.example:" + port + "/x").status())
                    .isEqualTo(200);
            assertThatThrownBy(() -> send(trusting, "https://other.example:" + port + "/x"))
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("other.example");
            assertThatThrownBy(() -> send(standard(), "https://hooks.example:" + port + "/x"))
                    .isInstanceOf(SSLException.class);
        } finally {
            server.stop(0);
        }
    }

    /** Of a server for hooks.example, and of a client that knows its certificate. */
    private static SSLContext context(Path folder)
            throws IOException, InterruptedException, GeneralSecurityException {
        var file = folder.resolve("keys.p12");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        var made =
                new ProcessBuilder(
                                keytool.toString(),
                                "-genkeypair",
                                "-alias",
                                "a",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=hooks.example",
                                "-ext",
                                "SAN=dns:hooks.example",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                file.toString(),
                                "-storepass",
                                new String(PASSWORD))
                        .inheritIO()
                        .start()
                        .waitFor();
        assertThat(made).isZero();
        var keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        var trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(keys);
        var context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }
}
