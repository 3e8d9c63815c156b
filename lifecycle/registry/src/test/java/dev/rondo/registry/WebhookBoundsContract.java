package dev.rondo.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.base.ErrorKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where webhooks must not go, receivers that misbehave, and secrets, on every database. */
abstract class WebhookBoundsContract extends RegistrySuite {
    private static final WebhookEvent CREATED =
            new WebhookEvent(WebhookEntity.REGISTERED_MODEL, WebhookAction.CREATED);
    private static final WebhookPolicy PUBLIC_ONLY = policy(false, Duration.ofSeconds(10));

    private static WebhookPolicy policy(boolean privateToo, Duration timeout) {
        return new WebhookPolicy(
                Set.of("http", "https"),
                privateToo,
                Duration.ofMillis(5),
                Duration.ofMinutes(1),
                timeout);
    }

    private void use(WebhookPolicy policy) {
        registry = registry(policy, InstantSource.system());
        models = registry.models();
    }

    private Webhook hook(String name, String url, @Nullable String secret) {
        return registry.webhooks()
                .create(
                        new NewWebhook(
                                name, null, url, List.of(CREATED), secret, WebhookStatus.ACTIVE));
    }

    private long waiting(String condition) {
        return db.read(tx ->
                        tx.first(
                                "SELECT count(*) AS n FROM registry_webhook_outbox WHERE "
                                        + condition,
                                row -> row.integer("n")))
                .orElseThrow();
    }

    /** Waits until something is so; the limit is only there to end a broken test. */
    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
            LockSupport.parkNanos(2_000_000);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.1.2.3",
                "0.0.0.0",
                "10.0.0.1",
                "172.16.0.1",
                "192.168.1.1",
                "100.64.0.1",
                "169.254.169.254",
                "224.0.0.1",
                "255.255.255.255",
                "[::1]",
                "[::]",
                "[::ffff:127.0.0.1]",
                "[::ffff:169.254.169.254]",
                "[::ffff:7f00:1]",
                "[64:ff9b::a9fe:a9fe]",
                "[2002:7f00:1::]",
                "[fe80::1]",
                "[fc00::1]",
                "[fd00:ec2::254]",
                "localhost",
                "LOCALHOST"
            })
    void anAddressThatIsNotPublicIsRefusedWhenMadeAndWhenSentTo(String host) {
        use(PUBLIC_ONLY);
        for (var url : List.of("https://" + host + "/x", "http://" + host + ":8080/x")) {
            assertFails(() -> hook("a", url, null), ErrorKind.USER, "webhook.address");
        }
        use(LOCAL);
        var made = hook("a", "https://" + host + "/x", null);
        models.create(new NewModel("churn", "", Map.of()));
        use(PUBLIC_ONLY);
        try (var _ = registry.webhooks().startDelivery()) {
            await(() -> waiting("dead = 0") == 0);
        }
        assertThat(registry.webhooks().deadLetters(made.id(), 10, null).items())
                .hasSize(1)
                .allMatch(letter -> letter.lastError().contains("non-public IP address"));
    }

    /** What some resolvers take for 127.0.0.1 is no host of a URL at all. */
    @ParameterizedTest
    @ValueSource(strings = {"2130706433", "0x7f000001", "127.1", "127.0.0.1.", "[::1%25lo]"})
    void otherSpellingsOfAnAddressAreRefused(String host) {
        use(PUBLIC_ONLY);
        assertThat(
                        org.assertj.core.api.Assertions.catchThrowableOfType(
                                        dev.rondo.base.RondoException.class,
                                        () -> hook("a", "https://" + host + "/x", null))
                                .kind())
                .isEqualTo(ErrorKind.USER);
    }

    @Test
    void waitsGrowUpToTenMinutes() {
        var policy = WebhookPolicy.standard();
        assertThat(IntStream.rangeClosed(1, 12).mapToObj(policy::wait).map(Duration::toSeconds))
                .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 512L, 600L, 600L);
        assertThat(policy.wait(100_000)).isEqualTo(Duration.ofMinutes(10));
    }

    /** How a receiver misbehaves. */
    private interface Behaviour {
        void act(Socket socket) throws IOException, InterruptedException;
    }

    private static String url(ServerSocket server) {
        return "http://localhost:" + server.getLocalPort() + "/";
    }

    /** On platform threads: what writes without end would keep virtual ones from the sender. */
    private static ServerSocket misbehaving(Behaviour behaviour) throws IOException {
        var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        platform(() -> {
            while (!server.isClosed()) {
                try {
                    var socket = server.accept();
                    platform(() -> {
                        try (socket) {
                            behaviour.act(socket);
                        } catch (IOException | InterruptedException _) {
                            // the sender has gone, as it should
                        }
                    });
                } catch (IOException _) {
                    return;
                }
            }
        });
        return server;
    }

    private static void platform(Runnable work) {
        Thread.ofPlatform().daemon().start(work);
    }

    private static void sendForEver(Socket socket, String head, String piece, long pauseMillis)
            throws IOException, InterruptedException {
        var out = socket.getOutputStream();
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        while (true) {
            out.write(piece.getBytes(StandardCharsets.US_ASCII));
            Thread.sleep(pauseMillis);
        }
    }

    @Test
    void receiversThatMisbehaveDoNotHoldUpOthers() throws IOException {
        use(policy(true, Duration.ofMillis(400)));
        var ok = "HTTP/1.1 500 no\r\n\r\n";
        try (var good = new Receiver();
                var silent = misbehaving(socket -> socket.getInputStream().readAllBytes());
                var closing = misbehaving(socket -> {});
                var endless = misbehaving(socket -> sendForEver(socket, ok, "x".repeat(8_192), 0));
                var slow = misbehaving(socket -> sendForEver(socket, ok, "x", 20));
                var headers =
                        misbehaving(socket ->
                                sendForEver(
                                        socket, "HTTP/1.1 200 ok\r\n", "a: b\r\n".repeat(99), 0));
                var line =
                        misbehaving(
                                socket -> sendForEver(socket, "HTTP/1.1 ", "x".repeat(999), 0))) {
            var bad = List.of(silent, closing, endless, slow, headers, line);
            for (var each : bad) {
                hook("bad", url(each), null);
            }
            var hook = hook("good", good.url("/"), null);
            try (var _ = registry.webhooks().startDelivery()) {
                for (int i = 0; i < 20; i++) {
                    models.create(new NewModel("m" + i, "", Map.of()));
                }
                await(() -> waiting("webhook_id = '" + hook.id() + "'") == 0);
                // Each has been given up waiting for at least twice.
                await(() -> waiting("attempts >= 2") >= bad.size());
                models.create(new NewModel("last", "", Map.of()));
                await(() -> waiting("webhook_id = '" + hook.id() + "'") == 0);
            }
            assertThat(good.calls).hasSize(21);
            assertThat(waiting("dead = 0")).isEqualTo(21L * bad.size());
        }
    }

    @Test
    void aSecretIsStoredEncryptedForItsWebhookAlone() throws IOException {
        use(LOCAL);
        try (var receiver = new Receiver()) {
            var one = hook("one", receiver.url("/1"), "s3cret");
            var two = hook("two", receiver.url("/2"), "s3cret");
            assertThat(stored(one)).startsWith("1:").doesNotContain("s3cret");
            assertThat(stored(two)).isNotEqualTo(stored(one));
            registry.webhooks().test(one.id(), null);
            var call = receiver.calls.getLast();
            assertThat(call.signature())
                    .isEqualTo(
                            "v1,"
                                    + WebhookSender.signature(
                                            "s3cret",
                                            call.deliveryId()
                                                    + "."
                                                    + call.timestamp()
                                                    + "."
                                                    + call.body()));

            db.execute(tx ->
                    tx.update(
                            "UPDATE registry_webhooks SET secret = ? WHERE webhook_id = ?",
                            stored(tx, one),
                            two.id()));
            assertThat(registry.webhooks().test(two.id(), null))
                    .isInstanceOf(WebhookTest.Failed.class);
        }
    }

    @Test
    void withAnotherKeyMessagesWaitUntilTheKeyIsBack() throws IOException {
        use(LOCAL);
        try (var receiver = new Receiver()) {
            hook("one", receiver.url("/1"), "s3cret");
            models.create(new NewModel("churn", "", Map.of()));
            var other = new byte[WebhookSecrets.KEY];
            other[0] = 1;
            var lost = registry(LOCAL, InstantSource.system(), new WebhookSecrets(other));
            try (var _ = lost.webhooks().startDelivery()) {
                await(() -> waiting("attempts > 0 AND last_error LIKE '%another key%'") == 1);
            }
            assertThat(receiver.calls).isEmpty();
            try (var _ = registry.webhooks().startDelivery()) {
                await(() -> waiting("dead = 0") == 0);
            }
            assertThat(receiver.calls).hasSize(1);
        }
    }

    private String stored(Webhook webhook) {
        return db.read(tx -> stored(tx, webhook));
    }

    private static String stored(dev.rondo.store.Tx tx, Webhook webhook) {
        return WebhookTable.sealedSecret(tx, webhook.id()).orElseThrow();
    }
}
