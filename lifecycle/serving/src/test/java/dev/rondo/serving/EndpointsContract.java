package dev.rondo.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.Digests;
import dev.rondo.base.ErrorKind;
import dev.rondo.base.Micros;
import dev.rondo.base.RondoException;
import dev.rondo.inference.PredictionId;
import dev.rondo.inference.PredictionRecord;
import dev.rondo.inference.PredictionRecords;
import dev.rondo.inference.Route;
import dev.rondo.store.Db;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What endpoints do, on either database. */
abstract class EndpointsContract {
    private static final ReleasePlan CANARY =
            Examples.plan(0, 20_000, true, new CanaryStage(0.5, 100));
    private static final ReleasePlan SHADOW =
            Examples.plan(50, 20_000, true, new CanaryStage(0.5, 100));

    @TempDir Path folder;
    private Db db;
    private Room room;

    abstract Db database(Path folder);

    @BeforeEach
    void open() {
        db = database(folder);
        room = Room.open(db, folder.resolve("journal"));
    }

    @AfterEach
    void close() {
        room.close();
        db.close();
    }

    @Test
    @DisplayName(
            "rules 8.1, 8.2: each answer is a whole record, in the journal before the answer returns")
    void recordsAnswers() {
        room.create();
        var customers = room.customers(3, 0.9, 0.9);
        var answers = room.predict(customers);
        for (int i = 0; i < 3; i++) {
            var answer = answers.get(i);
            var id = PredictionId.parse(Objects.requireNonNull(answer.predictionId()));
            var bytes = room.journal.read(id.sequence()).orElseThrow();
            var record = PredictionRecords.decode(id, bytes);
            assertThat(record.status()).isEqualTo("ok");
            assertThat(record.key()).isEqualTo(customers.get(i).key());
            assertThat(record.eventTime()).isEqualTo(customers.get(i).time());
            assertThat(record.traceId()).isEqualTo("trace");
            assertThat(record.score()).isEqualTo(answer.score());
            assertThat(record.decision()).isEqualTo(answer.decision());
            assertThat(record.model() + "/" + record.version()).isEqualTo("churn/1");
            assertThat(record.modelDigest()).isEqualTo(Digests.of("model 1"));
            assertThat(record.policyVersion()).isEqualTo("p1");
            assertThat(record.input()).containsEntry("x", customers.get(i).x());
            assertThat(record.route()).isEqualTo(Route.PRIMARY);
        }
    }

    @Test
    @DisplayName(
            "rules 8.1, 11.1: a wrong row fails the whole request, says where, and every row is recorded")
    void recordsFailures() {
        room.create();
        var good = new Instance("a", null, Map.of("x", 0.3));
        var typo = new Instance("b", null, Map.of("xx", 0.3));
        var wrong = new Instance("c", null, Map.of("x", "much"));
        var strange = new Instance("d", null, Map.of("x", List.of(1, 2)));
        assertError(
                () -> predict(good, typo),
                ErrorKind.USER,
                "predict.unknown_field",
                "instances[1].features.xx");
        assertError(
                () -> predict(good, wrong),
                ErrorKind.USER,
                "predict.wrong_type",
                "instances[1].features.x");
        assertError(
                () -> predict(strange),
                ErrorKind.USER,
                "predict.wrong_type",
                "instances[0].features.x");
        var records = room.records();
        assertThat(records)
                .extracting(PredictionRecord::key)
                .containsExactly("a", "b", "a", "c", "d");
        assertThat(records)
                .extracting(PredictionRecord::status)
                .containsExactly(
                        "predict.unknown_field",
                        "predict.unknown_field",
                        "predict.wrong_type",
                        "predict.wrong_type",
                        "predict.wrong_type");
        assertThat(records).allSatisfy(r -> assertThat(r.score()).isNaN());
    }

    private void predict(Instance... instances) {
        var request = new PredictRequest(Room.ENDPOINT, List.of(instances), null, null);
        room.serving.endpoints().predict(request);
    }

    private static void assertError(
            ThrowingCallable call, ErrorKind kind, String code, @Nullable String where) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RondoException.class,
                        e -> {
                            assertThat(e.kind()).isEqualTo(kind);
                            assertThat(e.code()).isEqualTo(code);
                            assertThat(where == null ? null : e.where()).isEqualTo(where);
                        });
    }

    @Test
    void namesAreTakenOnceAndMustExist() {
        room.create();
        assertError(room::create, ErrorKind.CONFLICT, "endpoint.exists", null);
        assertError(
                () -> room.serving.endpoints().get("none"),
                ErrorKind.NOT_FOUND,
                "endpoint.not_found",
                null);
        var request =
                new PredictRequest("none", List.of(new Instance("a", null, Map.of())), null, null);
        assertError(
                () -> room.serving.endpoints().predict(request),
                ErrorKind.NOT_FOUND,
                "endpoint.not_found",
                null);
        var gate = Figures.object().put("n", 1);
        assertError(
                () ->
                        room.serving
                                .endpoints()
                                .create(
                                        "other",
                                        new ModelRef("none", 1),
                                        FailurePolicy.FAIL_CLOSED,
                                        gate,
                                        "ann"),
                ErrorKind.NOT_FOUND,
                "model.not_found",
                null);
        assertThat(room.serving.endpoints().list())
                .extracting(Endpoint::name)
                .containsExactly(Room.ENDPOINT);
    }

    @Test
    @DisplayName("rule 11.2: sizes have limits that are stated")
    void limits() {
        room.create();
        var instance = new Instance("a", null, Map.of("x", 0.3));
        var many = Collections.nCopies(PredictRequest.MAX_INSTANCES + 1, instance);
        assertError(
                () -> new PredictRequest(Room.ENDPOINT, many, null, null),
                ErrorKind.LIMIT,
                "predict.too_many_instances",
                "instances");
        assertError(
                () -> new PredictRequest(Room.ENDPOINT, List.of(), null, null),
                ErrorKind.USER,
                "predict.no_instances",
                "instances");
        assertError(
                () -> new PredictRequest(Room.ENDPOINT, List.of(instance), "t".repeat(257), null),
                ErrorKind.LIMIT,
                "predict.trace_id",
                "trace_id");
        assertError(
                () -> new Instance("k".repeat(257), null, Map.of()),
                ErrorKind.USER,
                "predict.key",
                "key");
        assertError(
                () -> predict(new Instance("a", null, Map.of("x", "t".repeat(8193)))),
                ErrorKind.LIMIT,
                "predict.text_too_long",
                "instances[0].features.x");
    }

    @Test
    @DisplayName("rule 6.3: an event that has not happened yet is refused, and moves nothing on")
    void anEventTimeAheadOfTheClockIsRefusedUnrecorded() {
        room.create();
        long now = Micros.of(Instant.parse("2026-11-25T13:00:00Z"));
        var soon = new Instance("a", now + 600_000_000, Map.of("x", 0.3));
        var far = new Instance("b", now + 600_000_001, Map.of("x", 0.3));
        predict(soon);
        long recorded = room.journal.size();
        assertError(
                () -> predict(soon, far), ErrorKind.USER, "time.ahead", "instances[1].event_time");
        assertThat(room.journal.size()).isEqualTo(recorded);
    }

    @Test
    void aPredictionReadsNoDatabase() {
        room.create();
        room.start(CANARY);
        long before = db.statements();
        for (int i = 0; i < 20; i++) {
            room.predict(room.customers(10, 0.9, 0.9));
        }
        assertThat(db.statements()).isEqualTo(before);
    }

    @Test
    @DisplayName(
            "rule 7.2: the route is a hash that anyone can compute, and sticks while the weight grows")
    void sticky() {
        room.create();
        var plan =
                Examples.plan(0, 20_000, true, new CanaryStage(0.2, 0), new CanaryStage(0.6, 100));
        var release = room.start(plan);
        var customers = room.customers(400, 0.9, 0.9);
        var narrow = room.predict(customers);
        room.serving.releases().advance(Room.ENDPOINT);
        assertThat(room.serving.releases().get(release.id()).stage()).isEqualTo(1);
        var wide = room.predict(customers);
        for (int i = 0; i < customers.size(); i++) {
            double unit = Digests.unit(release.salt(), customers.get(i).key());
            assertThat(narrow.get(i).route()).isEqualTo(unit < 0.2 ? Route.CANARY : Route.PRIMARY);
            assertThat(wide.get(i).route()).isEqualTo(unit < 0.6 ? Route.CANARY : Route.PRIMARY);
            assertThat(wide.get(i).version()).isEqualTo(unit < 0.6 ? 2 : 1);
        }
        assertThat(room.records()).extracting(PredictionRecord::weight).contains(0.2, 0.6);
    }

    @Test
    @DisplayName(
            "rules 7.4, 7.6: what a failing candidate was asked, the live version answers; the breaker rolls back")
    void breaker() {
        room.create();
        var release = room.start(CANARY);
        Objects.requireNonNull(room.models.get(Examples.TWO)).broken = true;
        var customers = room.customers(50, 0.9, 0.9);
        var answers = room.predict(customers);
        assertThat(answers).hasSize(50).allMatch(answer -> answer.version() == 1);
        long sent = answers.stream().filter(a -> a.route() == Route.CANARY).count();
        assertThat(sent).isGreaterThan(5);
        assertThat(room.records())
                .filteredOn(r -> !r.ok())
                .hasSize((int) sent)
                .allMatch(r -> r.version() == 2 && r.status().equals("predict.failed"));
        assertThat(room.records().stream().filter(PredictionRecord::ok))
                .hasSize(50)
                .allMatch(r -> r.version() == 1);
        assertThat(room.predict(customers)).allMatch(a -> a.route() == Route.PRIMARY);
        room.serving.releases().advance(Room.ENDPOINT);
        var ended = room.serving.releases().get(release.id());
        assertThat(ended.state()).isEqualTo(ReleaseState.ROLLED_BACK);
        assertThat(room.serving.releases().steps(release.id()).getLast().evidence().reason())
                .contains("breaker");
    }

    @Test
    @DisplayName("rule 7.6: a field that a candidate brought stays known after its rollback")
    void fieldsStayKnown() {
        room.create();
        var row = new Instance("a", null, new LinkedHashMap<>(Map.of("x", 0.3, "z", 0.4)));
        assertError(
                () -> predict(row),
                ErrorKind.USER,
                "predict.unknown_field",
                "instances[0].features.z");
        var release = room.start(CANARY);
        predict(row);
        room.serving.releases().rollback(release.id(), "ann", "no need");
        predict(row);
        assertThat(room.records().getLast().ok()).isTrue();
    }

    @Test
    @DisplayName("rule 7.5: shadow answers are records of their own and leave the answer alone")
    void shadow() {
        room.create();
        room.start(SHADOW);
        var customers = room.customers(40, 0.9, 0.2);
        var answers = room.predict(customers);
        assertThat(answers).allMatch(a -> a.version() == 1 && a.route() == Route.PRIMARY);
        assertThat(room.serving.drainShadow(Duration.ofSeconds(20))).isTrue();
        var shadows =
                room.records().stream()
                        .filter(r -> r.kind() == PredictionRecord.Kind.SHADOW)
                        .toList();
        assertThat(shadows).hasSize(40).allMatch(r -> r.version() == 2 && r.ok());
        assertThat(shadows)
                .extracting(PredictionRecord::shadowOf)
                .containsExactlyElementsOf(answers.stream().map(Answer::predictionId).toList());
    }

    @Test
    @DisplayName(
            "rules 7.4, 7.5: a candidate that fails in shadow is rolled back, and no answer knows of it")
    void shadowFails() {
        room.create();
        var release = room.start(SHADOW);
        Objects.requireNonNull(room.models.get(Examples.TWO)).broken = true;
        assertThat(room.predict(room.customers(20, 0.9, 0.9))).hasSize(20);
        assertThat(room.serving.drainShadow(Duration.ofSeconds(20))).isTrue();
        room.serving.releases().advance(Room.ENDPOINT);
        assertThat(room.serving.releases().get(release.id()).state())
                .isEqualTo(ReleaseState.ROLLED_BACK);
        assertThat(room.records())
                .filteredOn(r -> r.kind() == PredictionRecord.Kind.SHADOW)
                .hasSize(20)
                .noneMatch(PredictionRecord::ok);
    }

    @Test
    @DisplayName("rule 7.5: what shadow has no room for is dropped and counted")
    void shadowDrops() {
        room.create();
        room.start(SHADOW);
        room.predict(room.customers(5_001, 0.9, 0.9));
        assertThat(incidents().shadowDropped()).isEqualTo(5_001);
        assertThat(incidents().journalFailures()).isZero();
    }

    private MetricsSnapshot.Incidents incidents() {
        return room.serving.metrics().endpoints().getFirst();
    }

    @Test
    @DisplayName("rule 8.2: an endpoint that fails closed gives no answer without a record")
    void failsClosed() {
        room.create(FailurePolicy.FAIL_CLOSED);
        room.files.full = true;
        assertError(
                () -> room.predict(room.customers(3, 0.9, 0.9)),
                ErrorKind.UNAVAILABLE,
                "journal.unavailable",
                null);
        assertThat(incidents().journalFailures()).isEqualTo(3);
        room.files.full = false;
        assertThat(room.predict(room.customers(3, 0.9, 0.9))).hasSize(3);
        assertThat(room.records()).hasSize(3);
    }

    @Test
    @DisplayName(
            "rule 8.2: an endpoint that answers and counts gives answers without an id meanwhile")
    void answersAndCounts() {
        room.create(FailurePolicy.ANSWER_AND_COUNT);
        room.files.full = true;
        assertThat(room.predict(room.customers(3, 0.9, 0.9)))
                .hasSize(3)
                .allMatch(a -> a.predictionId() == null);
        assertThat(incidents().journalFailures()).isEqualTo(3);
    }

    @Test
    @DisplayName(
            "rule 8.5: every answer, canary and shadow included, comes out again bit for bit; failures are counted apart")
    void replay() {
        room.create();
        room.start(SHADOW);
        room.predict(room.customers(20, 0.9, 0.9));
        assertThat(room.serving.drainShadow(Duration.ofSeconds(20))).isTrue();
        var request =
                new PredictRequest(
                        Room.ENDPOINT,
                        List.of(new Instance("b", null, Map.of("zz", 1))),
                        null,
                        null);
        assertThatThrownBy(() -> room.serving.endpoints().predict(request))
                .isInstanceOf(RondoException.class);
        var report = room.serving.replay().run(Room.ENDPOINT, 0, Long.MAX_VALUE);
        assertThat(report.replayed()).isEqualTo(40);
        assertThat(report.equal()).isEqualTo(40);
        assertThat(report.failedRecords()).isEqualTo(1);
        assertThat(report.models()).extracting(m -> m.version()).containsExactly(1, 2);
    }

    @Test
    @DisplayName("rule 8.5: a record whose score was changed does not come out again")
    void replayFindsChanges() {
        room.create();
        room.predict(room.customers(5, 0.9, 0.9));
        var records = new ArrayList<>(room.records());
        var bytes =
                new String(PredictionRecords.encode(records.getFirst()), StandardCharsets.UTF_8);
        var changed = bytes.replaceAll("\"score\":[0-9.]+", "\"score\":0.25");
        room.journal.append(changed.getBytes(StandardCharsets.UTF_8));
        var report = room.serving.replay().run(Room.ENDPOINT, 0, Long.MAX_VALUE);
        assertThat(report.equal()).isEqualTo(5);
        assertThat(report.different()).isEqualTo(1);
        assertThat(report.firstDifferences().getFirst().what()).contains("0.25");
    }

    @Test
    void metricsCountWhatHappened() {
        room.create();
        room.predict(room.customers(10, 1.0, 0.9));
        room.predict(room.customers(5, 1.0, 0.9));
        var metrics = room.serving.metrics();
        assertThat(metrics.answers())
                .containsExactly(
                        new MetricsSnapshot.Answers(
                                Room.ENDPOINT, "churn", 1, Route.PRIMARY, "ok", 15));
        assertThat(metrics.decisions())
                .extracting(d -> d.rows())
                .satisfies(rows -> assertThat(rows.stream().mapToLong(r -> r).sum()).isEqualTo(15));
        assertThat(metrics.durations().getFirst().counts().stream().mapToLong(c -> c).sum())
                .isEqualTo(2);
    }
}
