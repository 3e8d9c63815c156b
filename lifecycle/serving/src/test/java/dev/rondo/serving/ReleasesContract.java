package dev.rondo.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.RondoException;
import dev.rondo.inference.Route;
import dev.rondo.store.Db;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What releases do, on either database. */
abstract class ReleasesContract {
    private static final ReleasePlan FULL =
            Examples.plan(50, 20_000, true, new CanaryStage(0.2, 50), new CanaryStage(0.5, 50));
    private static final ReleasePlan CANARY =
            Examples.plan(0, 20_000, true, new CanaryStage(0.5, 50));

    @TempDir Path folder;
    private Db db;
    private Room room;

    abstract Db database(Path folder);

    @BeforeEach
    void open() {
        db = database(folder);
        room = Room.open(db, folder.resolve("journal"));
        room.create();
    }

    @AfterEach
    void close() {
        room.close();
        db.close();
    }

    private static void assertConflict(ThrowingCallable call, String code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RondoException.class,
                        e -> {
                            assertThat(e.kind()).isEqualTo(ErrorKind.CONFLICT);
                            assertThat(e.code()).isEqualTo(code);
                        });
    }

    @Test
    @DisplayName("rule 7.1: an endpoint's first release has steps and evidence like any other")
    void firstRelease() {
        var id = room.serving.endpoints().get(Room.ENDPOINT).liveReleaseId();
        var steps = room.serving.releases().steps(id);
        assertThat(steps)
                .extracting(ReleaseStep::to)
                .containsExactly(ReleaseState.CANDIDATE, ReleaseState.GATED, ReleaseState.LIVE);
        assertThat(steps.get(1).evidence().figures().get("roc_auc").asDouble()).isEqualTo(0.84);
        assertThat(steps.get(1).evidence().approver()).isEqualTo("ann");
    }

    @Test
    @DisplayName(
            "rules 7.1, 7.3: a better candidate climbs to live, each step with its guard's figures")
    void promotes() {
        var release = room.start(FULL);
        var status = room.rounds(release.id(), 200, 100, 0.7, 0.9);
        assertThat(status.release().state()).isEqualTo(ReleaseState.LIVE);
        var steps = room.serving.releases().steps(release.id());
        assertThat(steps)
                .extracting(step -> step.to() + " " + step.stage())
                .containsExactly(
                        "CANDIDATE 0", "GATED 0", "SHADOW 0", "CANARY 0", "CANARY 1", "LIVE 0");
        assertThat(steps).extracting(ReleaseStep::number).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        var last = steps.getLast().evidence().figures().get("canary");
        assertThat(last.get("safe").asDouble())
                .isGreaterThanOrEqualTo(last.get("safe_threshold").asDouble());
        var endpoint = room.serving.endpoints().get(Room.ENDPOINT);
        assertThat(endpoint.live()).isEqualTo(Examples.TWO);
        assertThat(endpoint.releaseId()).isNull();
        var former = room.serving.releases().list(Room.ENDPOINT, 10).getLast();
        assertThat(former.state()).isEqualTo(ReleaseState.RETIRED);
        assertThat(room.predict(room.customers(20, 0.7, 0.9))).allMatch(a -> a.version() == 2);
    }

    @Test
    @DisplayName(
            "rules 7.3, 7.6: a worse candidate is rolled back, every request was answered, and who met it is counted")
    void rollsBack() {
        var release = room.start(CANARY);
        var status = room.rounds(release.id(), 200, 100, 0.9, 0.5);
        assertThat(status.release().state()).isEqualTo(ReleaseState.ROLLED_BACK);
        assertThat(status.canary().harm()).isGreaterThanOrEqualTo(status.canary().harmThreshold());
        long met = room.records().stream().filter(r -> r.route() == Route.CANARY && r.ok()).count();
        assertThat(status.canaryAnswers().answers()).isEqualTo(met).isPositive();
        assertThat(room.records()).allMatch(r -> r.ok());
        assertThat(room.serving.endpoints().get(Room.ENDPOINT).live()).isEqualTo(Examples.ONE);
    }

    @Test
    @DisplayName(
            "rule 6.3: calls from many threads on two replicas, and calls repeated, take each outcome once, in order")
    void advanceIsIdempotent() throws Exception {
        var patient = Examples.plan(0, 20_000, true, new CanaryStage(0.5, 20_000));
        var release = room.start(patient);
        var customers = room.customers(800, 0.8, 0.8);
        var answers = room.predict(customers);
        room.mature(release.id(), customers.subList(0, 400), answers.subList(0, 400));
        try (var other = room.reopen(folder.resolve("other"), Room.options(Duration.ofHours(1)));
                var threads = Executors.newFixedThreadPool(4)) {
            Callable<Object> here = () -> room.serving.releases().advance(Room.ENDPOINT);
            Callable<Object> there = () -> other.serving.releases().advance(Room.ENDPOINT);
            var calls = new ArrayList<>(Collections.nCopies(6, here));
            calls.addAll(Collections.nCopies(6, there));
            for (var done : threads.invokeAll(calls)) {
                done.get();
            }
        }
        room.mature(release.id(), customers.subList(400, 800), answers.subList(400, 800));
        room.serving.releases().advance(Room.ENDPOINT);
        var status = room.serving.releases().advance(Room.ENDPOINT).orElseThrow();
        assertThat(status.outcomesTaken()).isEqualTo(800);
        var plain = Progress.start(room.serving.releases().get(release.id()));
        var current = room.serving.releases().get(release.id());
        for (var outcome :
                room.outcomes.after(Room.ENDPOINT, release.id(), OutcomeCursor.START, 1000)) {
            plain = plain.take(current, outcome, Map.of());
        }
        assertThat(status.canary()).isEqualTo(GuardFigures.of(current, plain.canary()));
    }

    @Test
    @DisplayName("rule 6.3: an advance that another replica has overtaken looks again")
    void advanceIsOvertaken() {
        var patient = Examples.plan(0, 20_000, true, new CanaryStage(0.5, 20_000));
        var id = room.start(patient).id();
        var customers = room.customers(80, 0.8, 0.8);
        var answers = room.predict(customers);
        room.mature(id, customers.subList(0, 40), answers.subList(0, 40));
        try (var other = room.reopen(folder.resolve("other"), Room.options(Duration.ofHours(1)))) {
            room.outcomes.meanwhile =
                    () -> {
                        room.mature(id, customers.subList(40, 80), answers.subList(40, 80));
                        other.serving.releases().advance(Room.ENDPOINT);
                    };
            var status = room.serving.releases().advance(Room.ENDPOINT).orElseThrow();
            assertThat(status.outcomesTaken()).isEqualTo(80);
        }
    }

    @Test
    @DisplayName("rule 6.3: an outcome whose turn is over is counted and left out")
    void lateOutcomes() {
        var release = room.start(CANARY);
        var customers = room.customers(20, 0.8, 0.8);
        var answers = room.predict(customers);
        room.mature(release.id(), customers.subList(10, 20), answers.subList(10, 20));
        room.serving.releases().advance(Room.ENDPOINT);
        room.mature(release.id(), customers.subList(0, 10), answers.subList(0, 10));
        var status = room.serving.releases().advance(Room.ENDPOINT).orElseThrow();
        assertThat(status.outcomesTaken()).isEqualTo(10);
        assertThat(status.outcomesLate()).isEqualTo(10);
    }

    @Test
    void aReleaseGoesOnAfterARestart() {
        var release = room.start(FULL);
        room.rounds(release.id(), 2, 100, 0.7, 0.9);
        var before = room.serving.releases().status(release.id());
        room.close();
        room = room.reopen(folder.resolve("journal"), Room.options(Duration.ofHours(1)));
        assertThat(room.serving.releases().status(release.id())).isEqualTo(before);
        var status = room.rounds(release.id(), 200, 100, 0.7, 0.9);
        assertThat(status.release().state()).isEqualTo(ReleaseState.LIVE);
        assertThat(status.controlAnswers().answers())
                .isGreaterThan(before.controlAnswers().answers());
    }

    @Test
    @DisplayName(
            "rule 7.7: while frozen nobody promotes, evidence goes on, and thawing lets the release move")
    void freeze() {
        var release = room.start(CANARY);
        var releases = room.serving.releases();
        releases.freeze(Freeze.EVERYWHERE, "bob", "quarter's end");
        var status = room.rounds(release.id(), 10, 200, 0.6, 0.95);
        assertThat(status.release().hold()).isEqualTo(Hold.FROZEN);
        assertThat(status.waitingFor()).contains("freeze");
        assertConflict(() -> releases.promote(release.id(), "ann", true), "release.frozen");
        assertConflict(
                () ->
                        room.serving
                                .endpoints()
                                .create(
                                        "other",
                                        Examples.ONE,
                                        FailurePolicy.FAIL_CLOSED,
                                        Figures.object().put("n", 1),
                                        "ann"),
                "release.frozen");
        assertThat(releases.unfreeze(Freeze.EVERYWHERE, "bob")).hasSize(1);
        assertThat(releases.get(release.id()).state()).isEqualTo(ReleaseState.LIVE);
        assertThat(releases.freezes(null).getFirst().liftedBy()).isEqualTo("bob");
    }

    @Test
    @DisplayName(
            "rule 7.7: a release that starts while frozen meets no traffic until the freeze is lifted")
    void startWhileFrozen() {
        room.serving.releases().freeze(Room.ENDPOINT, "bob", "audit");
        var release = room.start(CANARY);
        assertThat(release.state()).isEqualTo(ReleaseState.GATED);
        assertThat(release.hold()).isEqualTo(Hold.FROZEN);
        assertThat(room.predict(room.customers(50, 0.9, 0.9))).allMatch(a -> a.version() == 1);
        room.serving.releases().unfreeze(Room.ENDPOINT, "bob");
        assertThat(room.predict(room.customers(50, 0.9, 0.9))).anyMatch(a -> a.version() == 2);
        assertThat(room.serving.releases().get(release.id()).hold()).isNull();
    }

    @Test
    void aFrozenEndpointCanStillBeRolledBack() {
        var release = room.start(CANARY);
        room.serving.releases().freeze(Room.ENDPOINT, "bob", "audit");
        var status = room.serving.releases().rollback(release.id(), "ann", "customers complain");
        assertThat(status.release().state()).isEqualTo(ReleaseState.ROLLED_BACK);
        assertConflict(
                () -> room.serving.releases().rollback(release.id(), "ann", "again"),
                "release.ended");
    }

    @Test
    void aProvenReleaseCanWaitForAPerson() {
        var asking = Examples.plan(0, 20_000, false, new CanaryStage(0.5, 50));
        var release = room.start(asking);
        var status = room.rounds(release.id(), 10, 200, 0.6, 0.95);
        assertThat(status.release().hold()).isEqualTo(Hold.AWAITING_APPROVAL);
        var live = room.serving.releases().promote(release.id(), "ann", false);
        assertThat(live.release().state()).isEqualTo(ReleaseState.LIVE);
        var last = room.serving.releases().steps(release.id()).getLast();
        assertThat(last.evidence().approver()).isEqualTo("ann");
    }

    @Test
    void whatCannotBeReleased() {
        var release = room.start(CANARY, "once");
        assertThat(room.start(CANARY, "once").id()).isEqualTo(release.id());
        assertConflict(() -> room.start(CANARY, "twice"), "release.in_flight");
        room.serving.releases().promote(release.id(), "ann", true);
        assertThat(room.start(CANARY, "once").id()).isEqualTo(release.id());
        assertConflict(() -> room.start(CANARY, "again"), "release.same_version");
        assertThatThrownBy(() -> room.serving.releases().freeze("none", "bob", "why"))
                .isInstanceOfSatisfying(
                        RondoException.class,
                        e -> assertThat(e.kind()).isEqualTo(ErrorKind.NOT_FOUND));
        assertThatThrownBy(() -> room.serving.releases().get("none"))
                .hasMessageContaining("there is no release");
    }

    @Test
    void whatAPlanMayNotBe() {
        var wide = new ReleasePlan(0, List.of(new CanaryStage(0.5, 10)), 0.05, 160.0, 100, true);
        assertThatThrownBy(() -> room.start(wide)).hasMessageContaining("plan.margin");
        assertThatThrownBy(() ->
                        Examples.plan(
                                0, 100, true, new CanaryStage(0.5, 1), new CanaryStage(0.5, 1)))
                .hasMessageContaining("rise");
        assertThatThrownBy(() -> Examples.plan(0, 100, true, new CanaryStage(0.5, 101)))
                .hasMessageContaining("plan.maximum_pairs");
        assertThatThrownBy(() -> new CanaryStage(1, 10)).hasMessageContaining("both arms");
        var empty =
                new ReleaseRequest(
                        Room.ENDPOINT, Examples.TWO, CANARY, Figures.object(), "ann", null);
        assertThatThrownBy(() -> room.serving.releases().start(empty))
                .hasMessageContaining("evidence is missing");
    }

    @Test
    @DisplayName("a change on one replica reaches the others by polling, a breaker's included")
    void replicas() throws InterruptedException {
        try (var other =
                room.reopen(folder.resolve("other"), Room.options(Duration.ofMillis(50)))) {
            var release = room.start(CANARY);
            await(() -> versions(other).contains(2));
            Objects.requireNonNull(room.models.get(Examples.TWO)).broken = true;
            room.predict(room.customers(50, 0.9, 0.9));
            await(() ->
                    room.serving.releases().get(release.id()).state() == ReleaseState.ROLLED_BACK);
            Objects.requireNonNull(room.models.get(Examples.TWO)).broken = false;
            await(() -> !versions(other).contains(2));
        }
    }

    private List<Integer> versions(Room replica) {
        return replica.predict(room.customers(40, 0.9, 0.9)).stream()
                .map(Answer::version)
                .distinct()
                .toList();
    }

    /** Looks until it holds; gives up after 20 seconds of looking. */
    private static void await(Callable<Boolean> condition) {
        boolean held =
                IntStream.range(0, 4000)
                        .anyMatch(_ -> {
                            try {
                                return condition.call() || pause();
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                        });
        assertThat(held).isTrue();
    }

    private static boolean pause() throws InterruptedException {
        Thread.sleep(5);
        return false;
    }
}
