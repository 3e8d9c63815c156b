package dev.rondo.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.RondoException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Seeded random events against a plain model of what may happen. */
class ReleaseMachineRandomTest {
    private static final int SEQUENCES = Integer.getInteger("serving.sequences", 300);
    private static final int EVENTS = 60;

    /** The rules once more, as a plain table: what an event does to the release under way. */
    private static final class Plain {
        @Nullable String live;
        @Nullable String inFlight;
        String state = "";
        int stage;
        int stages;
        @Nullable Hold hold;
        boolean shadow;
        boolean automatic;
        boolean frozen;
        final Map<String, String> ended = new HashMap<>();

        /** Returns false where the event is refused. */
        boolean take(ReleaseEvent event) {
            if (event instanceof ReleaseEvent.Started started) {
                return inFlight == null && start(started.release());
            }
            return inFlight != null
                    && switch (event) {
                        case ReleaseEvent.Started _ -> false;
                        case ReleaseEvent.GatePassed _ ->
                                state.equals("CANDIDATE") && to("GATED", 0);
                        case ReleaseEvent.Begun _ -> state.equals("GATED") && begin();
                        case ReleaseEvent.ShadowPassed _ ->
                                state.equals("SHADOW")
                                        && (frozen ? hold(Hold.FROZEN) : to("CANARY", 0));
                        case ReleaseEvent.StagePassed _ ->
                                state.equals("CANARY")
                                        && stage < stages - 1
                                        && (frozen ? hold(Hold.FROZEN) : to("CANARY", stage + 1));
                        case ReleaseEvent.Proven _ ->
                                state.equals("CANARY") && stage == stages - 1 && proven();
                        case ReleaseEvent.Held held -> state.equals("CANARY") && hold(held.hold());
                        case ReleaseEvent.Promoted promoted ->
                                !frozen
                                        && !state.equals("CANDIDATE")
                                        && (promoted.force()
                                                || (hold != null && hold != Hold.FROZEN))
                                        && promote();
                        case ReleaseEvent.RolledBack _ -> end("ROLLED_BACK");
                    };
        }

        private boolean start(Release release) {
            inFlight = release.id();
            shadow = release.plan().shadowMinimum() > 0;
            automatic = release.plan().automatic();
            stages = release.plan().stages().size();
            return to("CANDIDATE", 0);
        }

        private boolean begin() {
            if (live == null) {
                return !frozen && promote();
            }
            if (shadow) {
                return to("SHADOW", 0);
            }
            return frozen ? hold(Hold.FROZEN) : to("CANARY", 0);
        }

        private boolean proven() {
            if (!automatic) {
                return hold(Hold.AWAITING_APPROVAL);
            }
            return frozen ? hold(Hold.FROZEN) : promote();
        }

        private boolean promote() {
            if (live != null) {
                ended.put(live, "RETIRED");
            }
            live = inFlight;
            inFlight = null;
            return true;
        }

        private boolean end(String as) {
            ended.put(String.valueOf(inFlight), as);
            inFlight = null;
            return true;
        }

        private boolean to(String next, int nextStage) {
            state = next;
            stage = nextStage;
            hold = null;
            return true;
        }

        private boolean hold(Hold why) {
            hold = why;
            return true;
        }
    }

    private final Map<String, ReleaseState> stored = new HashMap<>();
    private int serial;

    @Test
    @DisplayName(
            "rules 7.1, 7.7: random events do what a plain model says, and nothing that is forbidden")
    void randomEvents() {
        for (int seed = 0; seed < SEQUENCES; seed++) {
            stored.clear();
            run(new Random(seed), seed);
        }
    }

    private void run(RandomGenerator random, int seed) {
        var lineup = new Lineup(null, null, List.of());
        var plain = new Plain();
        for (int i = 0; i < EVENTS; i++) {
            if (random.nextInt(5) == 0) {
                plain.frozen = !plain.frozen;
                lineup = refreeze(lineup, plain.frozen);
            }
            var event = event(random);
            var before = lineup;
            boolean taken = plain.take(event);
            try {
                var transition = ReleaseMachine.next(lineup, event);
                assertThat(taken).as("seed %s: %s in %s", seed, event, before).isTrue();
                lineup = transition.lineup();
                checkEffects(before, event, transition);
            } catch (RondoException e) {
                assertThat(taken).as("seed %s: %s in %s", seed, event, before).isFalse();
                assertThat(e.kind()).isEqualTo(ErrorKind.CONFLICT);
            }
            checkAlike(plain, lineup);
        }
    }

    private static Lineup refreeze(Lineup lineup, boolean frozen) {
        var freezes = frozen ? List.of(Examples.freeze()) : List.<Freeze>of();
        return new Lineup(lineup.live(), lineup.inFlight(), freezes);
    }

    private ReleaseEvent event(RandomGenerator random) {
        var evidence = Examples.evidence("event " + serial++);
        return switch (random.nextInt(12)) {
            case 0, 1 -> new ReleaseEvent.Started(randomRelease(random), evidence);
            case 2 -> new ReleaseEvent.GatePassed(evidence);
            case 3 -> new ReleaseEvent.Begun(evidence);
            case 4 -> new ReleaseEvent.ShadowPassed(evidence);
            case 5, 6 -> new ReleaseEvent.StagePassed(evidence);
            case 7 -> new ReleaseEvent.Proven(evidence);
            case 8 -> new ReleaseEvent.Held(Hold.INCONCLUSIVE, evidence);
            case 9 -> new ReleaseEvent.Held(Hold.SAMPLE_RATIO, evidence);
            case 10 -> new ReleaseEvent.Promoted(random.nextBoolean(), evidence);
            default ->
                    random.nextInt(3) == 0
                            ? new ReleaseEvent.RolledBack(evidence)
                            : new ReleaseEvent.Proven(evidence);
        };
    }

    private Release randomRelease(RandomGenerator random) {
        var stages = new ArrayList<CanaryStage>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            stages.add(new CanaryStage(0.1 * (i + 1), 5));
        }
        var plan =
                Examples.plan(
                        random.nextInt(2),
                        1000,
                        random.nextInt(4) > 0,
                        stages.toArray(new CanaryStage[0]));
        return Examples.release("r" + serial, plan);
    }

    /** What holds for every step, whatever the plain model says. */
    private void checkEffects(Lineup before, ReleaseEvent event, Transition transition) {
        for (var effect : transition.effects()) {
            if (effect instanceof Effect.Moved moved) {
                var to = moved.release();
                assertThat(moved.from()).as("steps have no gap").isEqualTo(stored.get(to.id()));
                assertThat(moved.from()).isNotIn(ReleaseState.ROLLED_BACK, ReleaseState.RETIRED);
                assertThat(moved.evidence().figures()).isEqualTo(event.evidence().figures());
                assertThat(moved.evidence().approver()).isEqualTo(event.evidence().approver());
                if (before.frozen()) {
                    assertThat(to.state()).isNotIn(ReleaseState.LIVE, ReleaseState.RETIRED);
                    assertThat(to.weight()).isLessThanOrEqualTo(weight(before, to.id()));
                }
                stored.put(to.id(), to.state());
            }
        }
        assertThat(stored.values().stream().filter(ReleaseState::inFlight).count())
                .as("releases under way")
                .isLessThanOrEqualTo(1);
        assertThat(stored.values().stream().filter(ReleaseState.LIVE::equals).count())
                .as("live releases")
                .isLessThanOrEqualTo(1);
    }

    private static double weight(Lineup before, String id) {
        var release = before.inFlight();
        return release != null && release.id().equals(id) ? release.weight() : 0;
    }

    private void checkAlike(Plain plain, Lineup lineup) {
        var live = lineup.live();
        assertThat(live == null ? null : live.id()).isEqualTo(plain.live);
        var release = lineup.inFlight();
        assertThat(release == null ? null : release.id()).isEqualTo(plain.inFlight);
        if (release != null) {
            assertThat(release.state().name()).isEqualTo(plain.state);
            assertThat(release.stage()).isEqualTo(plain.stage);
            assertThat(release.hold()).isEqualTo(plain.hold);
        }
        plain.ended.forEach((id, state) -> assertThat(stored.get(id)).hasToString(state));
    }
}
