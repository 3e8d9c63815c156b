package dev.rondo.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.Json;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Webhooks and their delivery to a real HTTP server, on every database. */
abstract class WebhookContract extends RegistrySuite {
    private static final WebhookEvent MODEL_CREATED =
            new WebhookEvent(WebhookEntity.REGISTERED_MODEL, WebhookAction.CREATED);
    private static final WebhookEvent VERSION_CREATED =
            new WebhookEvent(WebhookEntity.MODEL_VERSION, WebhookAction.CREATED);
    private static final List<WebhookEvent> ALL =
            Arrays.stream(WebhookEntity.values())
                    .flatMap(entity ->
                            entity.actions().stream()
                                    .map(action -> new WebhookEvent(entity, action)))
                    .toList();

    private Receiver receiver;
    private Webhooks webhooks;

    @BeforeEach
    void start() throws IOException {
        receiver = new Receiver();
        use(LOCAL);
    }

    private void use(WebhookPolicy policy) {
        registry = registry(policy, InstantSource.system());
        models = registry.models();
        versions = registry.versions();
        webhooks = registry.webhooks();
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    private Webhook hook(String path, @Nullable String secret, WebhookEvent... events) {
        return webhooks.create(
                new NewWebhook(
                        "hook",
                        null,
                        receiver.url(path),
                        List.of(events),
                        secret,
                        WebhookStatus.ACTIVE));
    }

    /** Waits until something is so; the limit is only there to end a broken test. */
    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
            Thread.onSpinWait();
            LockSupport.parkNanos(2_000_000);
        }
    }

    private long waiting() {
        return db.read(tx ->
                        tx.first(
                                "SELECT count(*) AS n FROM registry_webhook_outbox WHERE dead = 0",
                                row -> row.integer("n")))
                .orElseThrow();
    }

    private void deliverAll() {
        try (var _ = webhooks.startDelivery()) {
            await(() -> waiting() == 0);
        }
    }

    @Test
    void everyEventIsToldAsMlflowTellsIt() {
        hook("/all?x=1", "s3cret", ALL.toArray(WebhookEvent[]::new));
        var prompt = Map.of("mlflow.prompt.is_prompt", "true", "u", "1");
        models.create(new NewModel("W", "desc", Map.of("a", "1")));
        versions.create(
                new NewVersion("W", "s3://b/x", null, null, "", "vd", Map.of("q", "1"), null));
        versions.setTag("W", 1, "k", "v");
        versions.deleteTag("W", 1, "k");
        models.setAlias("W", "al", 1);
        models.deleteAlias("W", "al");
        models.setTag("W", "k", "v");
        versions.transition("W", 1, Stage.STAGING, false);
        models.deleteAlias("W", "zz");
        models.create(new NewModel("PW", "", prompt));
        versions.create(
                new NewVersion(
                        "PW",
                        "prompt-template",
                        null,
                        null,
                        "",
                        "",
                        Map.of(
                                "mlflow.prompt.is_prompt", "true",
                                "mlflow.prompt.text", "hi {{x}}",
                                "u", "1"),
                        null));
        models.setTag("PW", "k", "v");
        models.deleteTag("PW", "k");
        models.setAlias("PW", "al", 1);
        versions.setTag("PW", 1, "k", "é");
        versions.delete("W", 1);
        deliverAll();

        // the bodies of a server of MLflow 3.17.2 that was asked the same
        assertThat(told("W"))
                .containsExactly(
                        "registered_model.created {\"name\":\"W\",\"tags\":{\"a\":\"1\"},\"description\":\"desc\"}",
                        "model_version.created {\"name\":\"W\",\"version\":\"1\",\"source\":\"s3://b/x\",\"run_id\":null,\"tags\":{\"q\":\"1\"},\"description\":\"vd\"}",
                        "model_version_tag.set {\"name\":\"W\",\"version\":\"1\",\"key\":\"k\",\"value\":\"v\"}",
                        "model_version_tag.deleted {\"name\":\"W\",\"version\":\"1\",\"key\":\"k\"}",
                        "model_version_alias.created {\"name\":\"W\",\"alias\":\"al\",\"version\":\"1\"}",
                        "model_version_alias.deleted {\"name\":\"W\",\"alias\":\"al\"}",
                        "model_version_alias.deleted {\"name\":\"W\",\"alias\":\"zz\"}");
        assertThat(told("PW"))
                .containsExactly(
                        "prompt.created {\"name\":\"PW\",\"tags\":{\"u\":\"1\"},\"description\":\"\"}",
                        "prompt_version.created {\"name\":\"PW\",\"version\":\"1\",\"template\":\"hi {{x}}\",\"tags\":{\"u\":\"1\"},\"description\":null}",
                        "prompt_tag.set {\"name\":\"PW\",\"key\":\"k\",\"value\":\"v\"}",
                        "prompt_tag.deleted {\"name\":\"PW\",\"key\":\"k\"}",
                        "prompt_alias.created {\"name\":\"PW\",\"alias\":\"al\",\"version\":\"1\"}",
                        "prompt_version_tag.set {\"name\":\"PW\",\"version\":\"1\",\"key\":\"k\",\"value\":\"é\"}");
        for (var call : receiver.calls) {
            assertThat(call.path()).isEqualTo("/all?x=1");
            assertThat(call.contentType()).isEqualTo("application/json");
            assertThat(call.json().path("timestamp").asText())
                    .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}\\+00:00");
            var signed = call.deliveryId() + "." + call.timestamp() + "." + call.body();
            assertThat(call.signature())
                    .isEqualTo("v1," + WebhookSender.signature("s3cret", signed));
        }
    }

    private List<String> told(String name) {
        return receiver.calls.stream()
                .filter(call -> call.data().path("name").asText().equals(name))
                .map(call -> call.event() + " " + Json.write(call.data()))
                .toList();
    }

    @Test
    void aSignatureIsThatOfMlflow() {
        // computed with Python: base64(hmac_sha256(b"s3cret", b"id.1795624790.{}"))
        assertThat(WebhookSender.signature("s3cret", "id.1795624790.{}"))
                .isEqualTo("8JtmQDebcnqBQsBZOVTALBKPKjTGj7inpdTlNmx0Ky8=");
    }

    @Test
    void aChangeThatRollsBackIsNotTold() {
        make("churn");
        version("churn");
        hook("/", null, new WebhookEvent(WebhookEntity.MODEL_VERSION_ALIAS, WebhookAction.CREATED));

        assertThatThrownBy(() ->
                        db.execute(tx -> {
                            models.setAlias(tx, "churn", "champion", 1);
                            throw new IllegalStateException("no");
                        }))
                .hasMessage("no");

        assertThat(waiting()).isZero();
        models.setAlias("churn", "champion", 1);
        assertThat(waiting()).isEqualTo(1);
    }

    @Test
    void aSubjectWaitsForItsFailuresAndOthersDoNot() {
        var failures = new AtomicInteger();
        receiver.answers =
                call -> {
                    boolean fails =
                            call.data().path("name").asText().equals("slow")
                                    && failures.getAndIncrement() < 3;
                    return new Receiver.Answer(fails ? 503 : 200);
                };
        make("slow");
        make("fast");
        hook("/", null, VERSION_CREATED);
        for (int i = 0; i < 5; i++) {
            version("slow");
            version("fast");
        }
        deliverAll();

        assertThat(versionsTold("fast")).containsExactly("1", "2", "3", "4", "5");
        assertThat(versionsTold("slow")).containsExactly("1", "1", "1", "1", "2", "3", "4", "5");
        assertThat(
                        receiver.calls.stream()
                                .filter(call -> call.data().path("name").asText().equals("slow"))
                                .map(Receiver.Call::deliveryId)
                                .distinct())
                .hasSize(5);
    }

    private List<String> versionsTold(String name) {
        return receiver.calls.stream()
                .filter(call -> call.data().path("name").asText().equals(name))
                .map(call -> call.data().path("version").asText())
                .toList();
    }

    @Test
    void aRenamedModelKeepsItsOrder() {
        make("churn");
        hook("/", null, VERSION_CREATED);
        version("churn");
        models.rename("churn", "leavers");
        version("leavers");
        var first = new AtomicInteger();
        receiver.answers = call -> new Receiver.Answer(first.getAndIncrement() < 2 ? 500 : 200);
        deliverAll();

        assertThat(receiver.calls.stream().map(call -> call.data().path("version").asText()))
                .containsExactly("1", "1", "1", "2");
    }

    @Test
    void whatWaitsSurvivesARestart() {
        hook("/", null, MODEL_CREATED);
        make("a");
        receiver.answers = call -> new Receiver.Answer(503);
        try (var _ = webhooks.startDelivery()) {
            await(() -> receiver.calls.size() >= 2);
        }
        make("b");
        receiver.answers = call -> new Receiver.Answer(200);
        receiver.calls.clear();
        use(LOCAL);
        deliverAll();

        assertThat(receiver.calls.stream().map(call -> call.data().path("name").asText()))
                .containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void severalProcessesTellEverythingOnce() {
        make("a");
        make("b");
        hook("/1", null, VERSION_CREATED);
        hook("/2", null, VERSION_CREATED);
        var other = registry(LOCAL, InstantSource.system());
        try (var _ = webhooks.startDelivery();
                var _ = other.webhooks().startDelivery()) {
            for (int i = 0; i < 20; i++) {
                version("a");
                other.versions().create(NewVersion.of("b", "s3://b/x"));
            }
            await(() -> waiting() == 0);
        }

        var byHookAndModel = new ConcurrentHashMap<String, List<String>>();
        for (var call : receiver.calls) {
            byHookAndModel
                    .computeIfAbsent(
                            call.path() + call.data().path("name").asText(),
                            key -> new ArrayList<>())
                    .add(call.data().path("version").asText());
        }
        var expected = IntStream.rangeClosed(1, 20).mapToObj(Integer::toString).toList();
        assertThat(byHookAndModel).hasSize(4);
        assertThat(byHookAndModel.values()).allMatch(expected::equals);
    }

    @Test
    void whatIsRefusedOrFailsTooLongBecomesADeadLetter() {
        use(
                new WebhookPolicy(
                        Set.of("http"),
                        true,
                        Duration.ofMillis(1),
                        Duration.ZERO,
                        LOCAL.timeout()));
        receiver.answers =
                call ->
                        new Receiver.Answer(
                                call.data().path("name").asText().equals("no") ? 404 : 503);
        var hook = hook("/", null, MODEL_CREATED);
        make("no");
        make("broken");
        deliverAll();

        var letters = webhooks.deadLetters(hook.id(), 1, null);
        assertThat(letters.items().getFirst().subject()).isEqualTo("no");
        assertThat(letters.items().getFirst().lastError()).isEqualTo("the answer was 404");
        assertThat(letters.items().getFirst().attempts()).isEqualTo(1);
        assertThat(letters.items().getFirst().event()).isEqualTo(MODEL_CREATED);
        assertThat(letters.items().getFirst().body()).contains("\"name\":\"no\"");
        var rest = webhooks.deadLetters(hook.id(), 10, letters.nextToken());
        assertThat(rest.items())
                .extracting(DeadLetter::lastError)
                .containsExactly("the answer was 503");
        assertThat(rest.nextToken()).isNull();
        assertThat(receiver.calls).hasSize(2);
        webhooks.delete(hook.id());
        assertFails(
                () -> webhooks.deadLetters(hook.id(), 10, null),
                ErrorKind.NOT_FOUND,
                "webhook.not_found");
    }

    @Test
    void anAddressIsCheckedWhenAMessageIsSent() {
        var hook = hook("/", null, MODEL_CREATED);
        make("churn");
        use(
                new WebhookPolicy(
                        Set.of("http"),
                        false,
                        Duration.ofMillis(1),
                        Duration.ofDays(1),
                        LOCAL.timeout()));
        deliverAll();

        assertThat(receiver.calls).isEmpty();
        assertThat(webhooks.deadLetters(hook.id(), 10, null).items())
                .extracting(DeadLetter::lastError)
                .allMatch(error ->
                        error.startsWith(
                                "Webhook URL must not resolve to a non-public IP address."))
                .hasSize(1);
        assertThat(webhooks.test(hook.id(), null))
                .isInstanceOfSatisfying(
                        WebhookTest.Failed.class,
                        failed -> assertThat(failed.reason()).contains("non-public"));
    }

    @Test
    void redirectsAreNotFollowed() {
        receiver.answers = call -> new Receiver.Answer(302, "Location", receiver.url("/inside"));
        var hook = hook("/", null, MODEL_CREATED);
        make("churn");
        deliverAll();

        assertThat(receiver.calls).hasSize(1);
        assertThat(webhooks.deadLetters(hook.id(), 10, null).items()).hasSize(1);
    }

    @Test
    void anAnswerThatDoesNotComeIsNotWaitedForLong() {
        use(
                new WebhookPolicy(
                        Set.of("http"),
                        true,
                        Duration.ofMillis(1),
                        Duration.ZERO,
                        Duration.ofMillis(200)));
        receiver.answers =
                call -> {
                    LockSupport.parkNanos(Duration.ofSeconds(3).toNanos());
                    return new Receiver.Answer(200);
                };
        var hook = hook("/", null, MODEL_CREATED);
        make("churn");
        deliverAll();

        assertThat(webhooks.deadLetters(hook.id(), 10, null).items())
                .extracting(DeadLetter::lastError)
                .containsExactly("no answer came in 200 ms");
    }

    @Test
    void aDisabledWebhookIsNotToldUntilItIsActive() {
        var hook = hook("/", null, MODEL_CREATED);
        make("before");
        webhooks.update(hook.id(), status(WebhookStatus.DISABLED));
        make("meanwhile");
        assertThat(waiting()).isEqualTo(1);
        try (var _ = webhooks.startDelivery()) {
            webhooks.update(hook.id(), status(WebhookStatus.ACTIVE));
            await(() -> waiting() == 0);
        }

        assertThat(receiver.calls.stream().map(call -> call.data().path("name").asText()))
                .containsExactly("before");
    }

    private static WebhookUpdate status(WebhookStatus status) {
        return new WebhookUpdate(null, null, null, List.of(), null, status);
    }

    @Test
    void aTestCallSendsAnExample() {
        var hook = hook("/t", "key", ALL.toArray(WebhookEvent[]::new));

        for (var event : ALL) {
            assertThat(webhooks.test(hook.id(), event))
                    .isEqualTo(new WebhookTest.Answered(200, "ok"));
            assertThat(receiver.calls.getLast().event()).isEqualTo(event.text());
        }
        webhooks.test(hook.id(), VERSION_CREATED);
        assertThat(Json.write(receiver.calls.getLast().data()))
                .isEqualTo(
                        "{\"name\":\"example_model\",\"version\":\"1\",\"source\":\"models:/123\",\"run_id\":\"abcd1234abcd5678\",\"tags\":{\"example_key\":\"example_value\"},\"description\":\"An example model version\"}");
        receiver.answers = call -> new Receiver.Answer(400);
        assertThat(webhooks.test(hook.id(), null)).isEqualTo(new WebhookTest.Answered(400, "ok"));
        receiver.close();
        assertThat(webhooks.test(hook.id(), null)).isInstanceOf(WebhookTest.Failed.class);
    }

    @Test
    void aWebhookIsKeptAndChanged() {
        var hook = hook("/", "key", VERSION_CREATED, MODEL_CREATED, MODEL_CREATED);
        assertThat(hook.events()).containsExactly(VERSION_CREATED, MODEL_CREATED);
        assertThat(webhooks.get(hook.id())).isEqualTo(hook);

        var changed =
                webhooks.update(
                        hook.id(),
                        new WebhookUpdate(
                                "other",
                                "about",
                                receiver.url("/x"),
                                List.of(MODEL_CREATED),
                                null,
                                WebhookStatus.DISABLED));

        assertThat(changed.name()).isEqualTo("other");
        assertThat(changed.description()).isEqualTo("about");
        assertThat(changed.url()).isEqualTo(receiver.url("/x"));
        assertThat(changed.events()).containsExactly(MODEL_CREATED);
        assertThat(changed.status()).isEqualTo(WebhookStatus.DISABLED);
        assertThat(webhooks.get(hook.id())).isEqualTo(changed);
        webhooks.delete(hook.id());
        assertFails(
                () -> webhooks.get(hook.id()),
                ErrorKind.NOT_FOUND,
                "webhook.not_found",
                "Webhook with ID " + hook.id() + " not found.");
        assertFails(() -> webhooks.delete(hook.id()), ErrorKind.NOT_FOUND, "webhook.not_found");
    }

    @Test
    void webhooksAreListedNewestFirst() {
        var clock = new AtomicInteger();
        webhooks = registry(LOCAL, () -> now.plusSeconds(clock.incrementAndGet())).webhooks();
        var made = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            made.addFirst(hook("/" + i, null, MODEL_CREATED).id());
        }

        var first = webhooks.list(3, null);
        var second = webhooks.list(3, first.nextToken());

        assertThat(first.items()).extracting(Webhook::id).isEqualTo(made.subList(0, 3));
        assertThat(second.items()).extracting(Webhook::id).isEqualTo(made.subList(3, 5));
        assertThat(second.nextToken()).isNull();
        assertFails(
                () -> webhooks.list(1_001, null),
                ErrorKind.USER,
                "page.limit",
                "max_results must be between 1 and 1000.");
    }

    @Test
    void whatDoesNotFitIsRefused() {
        for (var name : List.of("", "-a", "a-", "a b", "x".repeat(64), "é")) {
            assertFails(() -> made(name, receiver.url("/")), ErrorKind.USER, "webhook.name");
        }
        for (var url :
                List.of(
                        "",
                        " ",
                        "ftp://x",
                        "http:///x",
                        "http://a b/",
                        "x",
                        "http://u:p@h/",
                        "http://h:99999/",
                        "http://h:0/")) {
            assertFails(() -> made("a", url), ErrorKind.USER, "webhook.url");
        }
        assertFails(
                () ->
                        webhooks.create(
                                new NewWebhook(
                                        "a",
                                        null,
                                        receiver.url("/"),
                                        List.of(),
                                        null,
                                        WebhookStatus.ACTIVE)),
                ErrorKind.USER,
                "webhook.event");
        assertFails(
                () -> new WebhookEvent(WebhookEntity.REGISTERED_MODEL, WebhookAction.DELETED),
                ErrorKind.USER,
                "webhook.event",
                "Invalid action 'deleted' for entity 'registered_model'. Valid actions are: ['created']");
        use(WebhookPolicy.standard());
        assertFails(
                () -> made("a", "http://example.com"),
                ErrorKind.USER,
                "webhook.url",
                "Invalid webhook URL scheme: 'http'. Allowed schemes are: https.");
        assertFails(
                () -> made("a", "https://127.0.0.1/x"),
                ErrorKind.USER,
                "webhook.address",
                "Webhook URL must not resolve to a non-public IP address. '127.0.0.1' resolves to 127.0.0.1.");
        assertFails(() -> made("a", "https://localhost/x"), ErrorKind.USER, "webhook.address");
        assertFails(
                () -> made("a", "https://none.invalid/x"),
                ErrorKind.USER,
                "webhook.url",
                "Cannot resolve Webhook URL hostname 'none.invalid'");
    }

    private Webhook made(String name, String url) {
        return webhooks.create(
                new NewWebhook(
                        name, null, url, List.of(MODEL_CREATED), null, WebhookStatus.ACTIVE));
    }
}
