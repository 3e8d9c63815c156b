package dev.rondo.serving;

import dev.rondo.base.Digests;
import dev.rondo.inference.Route;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What {@link Advance} does, in memory. */
final class Simulation {
    /** How often each version decides rightly; three of ten customers are positive. */
    record World(double live, double candidate) {}

    private static final TrafficTotal QUIET = TrafficTotal.of(List.of(Traffic.NONE));
    private static final Evidence EVIDENCE = Examples.evidence("test");

    private final Random random;
    private final World world;
    Lineup lineup;
    Progress progress;
    TrafficTotal traffic = QUIET;
    final Map<String, Boolean> shadows = new HashMap<>();
    final List<String> steps = new ArrayList<>();
    private long time;

    Simulation(World world, ReleasePlan plan, long seed) {
        this.world = world;
        random = new Random(seed);
        var release = Examples.release("r", plan);
        progress = Progress.start(release);
        lineup = Examples.lineup(null);
        apply(new ReleaseEvent.Started(release, EVIDENCE));
        apply(new ReleaseEvent.GatePassed(EVIDENCE));
        apply(new ReleaseEvent.Begun(EVIDENCE));
    }

    private boolean apply(ReleaseEvent event) {
        var transition = ReleaseMachine.next(lineup, event);
        for (var effect : transition.effects()) {
            if (effect instanceof Effect.Moved moved && moved.release().id().equals("r")) {
                var to = moved.release();
                steps.add(
                        to.state()
                                + " "
                                + to.stage()
                                + (to.hold() == null ? "" : " " + to.hold())
                                + " at "
                                + progress.shadow().pairs()
                                + "+"
                                + progress.canary().pairs());
                if (to.state() == ReleaseState.CANARY && to.hold() == null) {
                    progress = progress.stageBegun();
                }
            }
        }
        lineup = transition.lineup();
        return !transition.effects().isEmpty();
    }

    /** Requests under the present weights, and their outcomes. */
    List<MaturedOutcome> requests(int n) {
        var outcomes = new ArrayList<MaturedOutcome>();
        for (int i = 0; i < n; i++) {
            boolean positive = random.nextDouble() < 0.3;
            boolean live = positive == random.nextDouble() < world.live();
            boolean candidate = positive == random.nextDouble() < world.candidate();
            var key = "k" + ++time;
            boolean canary = Digests.unit("churn/2", key) < lineup.challenger().weight();
            var route = canary ? Route.CANARY : Route.PRIMARY;
            outcomes.add(Examples.outcome(time, route, canary ? candidate : live, positive));
            shadows.put("r00000000-" + time, candidate);
        }
        return outcomes;
    }

    void advance(List<MaturedOutcome> batch) {
        var left = batch;
        while (lineup.inFlight() != null) {
            var folded = GuardFold.fold(lineup, progress, traffic, left, shadows);
            var taken = folded.progress().cursor();
            left = left.stream().filter(o -> o.eventTime() > taken.eventTime()).toList();
            progress = folded.progress();
            if (folded.event().isEmpty() || !apply(folded.event().get())) {
                return;
            }
        }
    }

    Simulation run(int batches, int batch) {
        for (int i = 0; i < batches && lineup.inFlight() != null; i++) {
            advance(requests(batch));
        }
        return this;
    }

    String last() {
        return steps.getLast();
    }
}
