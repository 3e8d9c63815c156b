package dev.rondo.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.RondoException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ReleaseMachineTest {
    private static final Evidence EVIDENCE = Examples.evidence("because");
    private static final ReleasePlan PLAN =
            Examples.plan(10, 1000, true, new CanaryStage(0.1, 5), new CanaryStage(0.5, 5));

    private static Lineup after(Lineup start, ReleaseEvent... events) {
        var lineup = start;
        for (var event : events) {
            lineup = ReleaseMachine.next(lineup, event).lineup();
        }
        return lineup;
    }

    private static final ReleaseEvent[] TO_LAST_STAGE = {
        new ReleaseEvent.Started(Examples.release("second", PLAN), EVIDENCE),
        new ReleaseEvent.GatePassed(EVIDENCE),
        new ReleaseEvent.Begun(EVIDENCE),
        new ReleaseEvent.ShadowPassed(EVIDENCE),
        new ReleaseEvent.StagePassed(EVIDENCE)
    };

    @Test
    @DisplayName("rule 7.1: a promotion retires the former live release, both with evidence")
    void promotionRetires() {
        var proven = after(Examples.lineup(null), TO_LAST_STAGE);
        var done = ReleaseMachine.next(proven, new ReleaseEvent.Proven(EVIDENCE));
        assertThat(Objects.requireNonNull(done.lineup().live()).id()).isEqualTo("second");
        assertThat(done.lineup().inFlight()).isNull();
        var moves = moves(done);
        assertThat(moves).extracting(m -> m.release().id()).containsExactly("second", "first");
        assertThat(moves)
                .extracting(m -> m.release().state())
                .containsExactly(ReleaseState.LIVE, ReleaseState.RETIRED);
        assertThat(moves).allSatisfy(m -> assertThat(m.evidence().figures()).isNotEmpty());
        assertThat(done.effects()).contains(new Effect.Rerouted());
    }

    @Test
    void anEndpointsFirstReleaseGoesLiveFromItsGate() {
        var first =
                after(
                        new Lineup(null, null, List.of()),
                        new ReleaseEvent.Started(Examples.release("a", PLAN), EVIDENCE),
                        new ReleaseEvent.GatePassed(EVIDENCE),
                        new ReleaseEvent.Begun(EVIDENCE));
        assertThat(Objects.requireNonNull(first.live()).state()).isEqualTo(ReleaseState.LIVE);
        assertThat(first.inFlight()).isNull();
    }

    @Test
    @DisplayName(
            "rule 7.7: a freeze holds a proven release, once, and says who and why to a person")
    void freezeHolds() {
        var proven = after(Examples.lineup(null), TO_LAST_STAGE);
        var frozen = new Lineup(proven.live(), proven.inFlight(), List.of(Examples.freeze()));
        var held = ReleaseMachine.next(frozen, new ReleaseEvent.Proven(EVIDENCE));
        assertThat(held.lineup().challenger().hold()).isEqualTo(Hold.FROZEN);
        assertThat(held.effects()).hasSize(1).noneMatch(Effect.Rerouted.class::isInstance);
        var again = ReleaseMachine.next(held.lineup(), new ReleaseEvent.Proven(EVIDENCE));
        assertThat(again.effects()).isEmpty();
        assertThatThrownBy(() ->
                        ReleaseMachine.next(frozen, new ReleaseEvent.Promoted(true, EVIDENCE)))
                .isInstanceOfSatisfying(
                        RondoException.class,
                        e -> {
                            assertThat(e.kind()).isEqualTo(ErrorKind.CONFLICT);
                            assertThat(e)
                                    .hasMessageContaining("bob")
                                    .hasMessageContaining("quarter");
                        });
        var thawed = new Lineup(proven.live(), held.lineup().inFlight(), List.of());
        var live = ReleaseMachine.next(thawed, new ReleaseEvent.Proven(EVIDENCE)).lineup().live();
        assertThat(Objects.requireNonNull(live).id()).isEqualTo("second");
        assertThat(live.hold()).isNull();
    }

    @Test
    @DisplayName("rule 7.3: an inconclusive release waits for a person, who may promote it")
    void inconclusiveAsksAPerson() {
        var held =
                after(
                        after(Examples.lineup(null), TO_LAST_STAGE),
                        new ReleaseEvent.Held(Hold.INCONCLUSIVE, EVIDENCE));
        assertThat(held.challenger().hold()).isEqualTo(Hold.INCONCLUSIVE);
        var live = after(held, new ReleaseEvent.Promoted(false, EVIDENCE)).live();
        assertThat(Objects.requireNonNull(live).id()).isEqualTo("second");
    }

    @Test
    void aPersonCannotPromoteWhatStillProvesItselfUnlessByForce() {
        var canary = after(Examples.lineup(null), TO_LAST_STAGE);
        assertThatThrownBy(() -> after(canary, new ReleaseEvent.Promoted(false, EVIDENCE)))
                .isInstanceOfSatisfying(
                        RondoException.class,
                        e -> assertThat(e.code()).isEqualTo("release.unproven"));
        assertThat(after(canary, new ReleaseEvent.Promoted(true, EVIDENCE)).inFlight()).isNull();
    }

    private static List<Effect.Moved> moves(Transition transition) {
        var moves = new ArrayList<Effect.Moved>();
        for (var effect : transition.effects()) {
            if (effect instanceof Effect.Moved moved) {
                moves.add(moved);
            }
        }
        return moves;
    }
}
