package dev.rondo.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.inference.Route;
import dev.rondo.measures.SampleRatio;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Whole releases over made-up outcomes, without a database. */
class GuardFoldTest {
    private static final ReleasePlan PLAN =
            Examples.plan(100, 20_000, true, new CanaryStage(0.1, 100), new CanaryStage(0.5, 100));

    @Test
    @DisplayName("rule 7.3: a harmless candidate passes shadow and both stages, and is promoted")
    void harmlessIsPromoted() {
        for (int seed = 0; seed < 10; seed++) {
            var simulation =
                    new Simulation(new Simulation.World(0.7, 0.9), PLAN, seed).run(300, 100);
            assertThat(simulation.last()).as("seed %s", seed).startsWith("LIVE");
            assertThat(simulation.steps)
                    .extracting(step -> step.replaceAll(" at .*", ""))
                    .containsExactly(
                            "CANDIDATE 0", "GATED 0", "SHADOW 0", "CANARY 0", "CANARY 1", "LIVE 0");
            assertThat(pairs(simulation.steps.get(4))).isGreaterThanOrEqualTo(100);
            assertThat(pairs(simulation.last()) - pairs(simulation.steps.get(4)))
                    .as("each stage has its own minimum")
                    .isGreaterThanOrEqualTo(100);
        }
    }

    /** The canary's pairs at a step. */
    private static int pairs(String step) {
        return Integer.parseInt(step.substring(step.indexOf('+') + 1));
    }

    @Test
    @DisplayName("rule 7.3: a harmful candidate is rolled back, in shadow or in canary")
    void harmfulIsRolledBack() {
        var canaryOnly = Examples.plan(0, 20_000, true, new CanaryStage(0.1, 10_000));
        for (int seed = 0; seed < 10; seed++) {
            var inShadow = new Simulation(new Simulation.World(0.9, 0.5), PLAN, seed).run(300, 100);
            assertThat(inShadow.last()).as("seed %s", seed).startsWith("ROLLED_BACK");
            var inCanary =
                    new Simulation(new Simulation.World(0.9, 0.6), canaryOnly, seed).run(300, 100);
            assertThat(inCanary.last()).as("seed %s", seed).startsWith("ROLLED_BACK");
        }
    }

    @Test
    @DisplayName(
            "rule 7.7: proven but frozen is held, still rolled back for harm, and moves once thawed")
    void frozenIsHeld() {
        var plan = Examples.plan(0, 20_000, true, new CanaryStage(0.5, 100));
        var simulation = new Simulation(new Simulation.World(0.7, 0.9), plan, 1);
        simulation.lineup =
                new Lineup(
                        simulation.lineup.live(),
                        simulation.lineup.inFlight(),
                        List.of(Examples.freeze()));
        simulation.run(40, 100);
        assertThat(simulation.last()).startsWith("CANARY 0 FROZEN");
        long pairsWhenFrozen = simulation.progress.canary().pairs();
        assertThat(pairsWhenFrozen).as("evidence goes on").isGreaterThan(1000);
        simulation.lineup =
                new Lineup(simulation.lineup.live(), simulation.lineup.inFlight(), List.of());
        simulation.advance(List.of());
        assertThat(simulation.last()).isEqualTo("LIVE 0 at 0+" + pairsWhenFrozen);
    }

    @Test
    @DisplayName(
            "rule 7.3: at the plan's maximum without proof it is inconclusive and asks a person")
    void timeOutIsInconclusive() {
        var plan = Examples.plan(0, 150, true, new CanaryStage(0.5, 50));
        var simulation = new Simulation(new Simulation.World(0.8, 0.8), plan, 3).run(50, 100);
        assertThat(simulation.last()).isEqualTo("CANARY 0 INCONCLUSIVE at 0+150");
        assertThat(Objects.requireNonNull(simulation.lineup.challenger().hold()).asksPerson())
                .isTrue();
    }

    @Test
    @DisplayName("rule 7.2: a sample ratio alarm holds what would go on")
    void sampleRatioHolds() {
        var ratio = SampleRatio.start();
        for (int i = 0; i < 500; i++) {
            ratio = ratio.update(i % 2 == 0, 0.1);
        }
        var traffic = new Traffic(ArmCount.NONE, ArmCount.NONE, ArmCount.NONE, ratio);
        var plan = Examples.plan(0, 20_000, true, new CanaryStage(0.5, 50));
        var simulation = new Simulation(new Simulation.World(0.7, 0.9), plan, 3);
        simulation.traffic = TrafficTotal.of(List.of(traffic));
        simulation.run(50, 100);
        assertThat(simulation.last()).startsWith("CANARY 0 SAMPLE_RATIO");
    }

    @Test
    @DisplayName(
            "rule 6.3: the same outcomes in any parcels give the same figures and the same steps at the same pairs")
    void parcelsDoNotMatter() {
        for (int seed = 0; seed < 10; seed++) {
            var world = new Simulation.World(0.75, seed % 2 == 0 ? 0.85 : 0.65);
            var plan =
                    Examples.plan(
                            seed % 3 * 50L,
                            seed % 5 == 0 ? 120 : 20_000,
                            true,
                            new CanaryStage(0.3, 40),
                            new CanaryStage(0.5, 40));
            var outcomes = fixedOutcomes(world, seed, 2500);
            var whole = folded(world, plan, outcomes, 2500, seed);
            for (int parcel : new int[] {1, 7, 1999}) {
                var parcelled = folded(world, plan, outcomes, parcel, seed);
                assertThat(parcelled.steps).as("seed %s", seed).isEqualTo(whole.steps);
                assertThat(parcelled.progress).isEqualTo(whole.progress);
            }
        }
    }

    /** Outcomes whose routes do not depend on what a release makes of them. */
    private static List<MaturedOutcome> fixedOutcomes(Simulation.World world, int seed, int n) {
        var plan = Examples.plan(0, 20_000, true, new CanaryStage(0.4, 0));
        return new Simulation(world, plan, seed).requests(n);
    }

    private static Simulation folded(
            Simulation.World world,
            ReleasePlan plan,
            List<MaturedOutcome> outcomes,
            int parcel,
            int seed) {
        var simulation = new Simulation(world, plan, seed);
        for (var outcome : outcomes) {
            simulation.shadows.put(outcome.predictionId(), outcome.eventTime() % 5 != 0);
        }
        for (int from = 0; from < outcomes.size(); from += parcel) {
            simulation.advance(outcomes.subList(from, Math.min(outcomes.size(), from + parcel)));
        }
        return simulation;
    }

    @Test
    void rowsThatTheCandidateFailedOnAreNoEvidence() {
        var release = Examples.release("r", PLAN, ReleaseState.CANARY);
        var fallback =
                new MaturedOutcome("r00000000-1", "k", 1, Route.CANARY, "churn", 1, true, false);
        var progress = Progress.start(release).take(release, fallback, Map.of());
        assertThat(progress.canary()).isEqualTo(Progress.start(release).canary());
        assertThat(progress.unpaired()).isEqualTo(1);
        assertThat(progress.cursor()).isEqualTo(fallback.position());
    }
}
