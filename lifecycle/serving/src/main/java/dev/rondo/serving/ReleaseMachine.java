package dev.rondo.serving;

import static dev.rondo.serving.ReleaseState.CANARY;
import static dev.rondo.serving.ReleaseState.CANDIDATE;
import static dev.rondo.serving.ReleaseState.GATED;
import static dev.rondo.serving.ReleaseState.LIVE;
import static dev.rondo.serving.ReleaseState.RETIRED;
import static dev.rondo.serving.ReleaseState.ROLLED_BACK;
import static dev.rondo.serving.ReleaseState.SHADOW;

import dev.rondo.base.RondoException;
import java.util.List;

/**
 * The releases of one endpoint as a state machine (rule 7.1): a pure function, which never looks at
 * a clock, a database or a guardrail.
 *
 * <pre>
 * CANDIDATE → GATED → [SHADOW] → CANARY 0 → … → CANARY n → LIVE → RETIRED
 *      └────────┴────────┴──────────┴────────────┴→ ROLLED_BACK
 * </pre>
 *
 * <p>Every step to the right of GATED except into SHADOW raises the share of the traffic that the
 * candidate answers, so a freeze holds it. An endpoint's first release goes from GATED to LIVE:
 * there is nothing to measure it against.
 */
final class ReleaseMachine {
    private ReleaseMachine() {}

    /**
     * @throws RondoException of kind CONFLICT when the event does not fit the state; nothing has
     *     changed then
     */
    static Transition next(Lineup lineup, ReleaseEvent event) {
        var evidence = event.evidence();
        return switch (event) {
            case ReleaseEvent.Started started -> start(lineup, started.release(), evidence);
            case ReleaseEvent.GatePassed _ ->
                    move(lineup, in(lineup, CANDIDATE).to(GATED, 0, null), evidence);
            case ReleaseEvent.Begun _ -> begin(lineup, in(lineup, GATED), evidence);
            case ReleaseEvent.ShadowPassed _ ->
                    forward(lineup, in(lineup, SHADOW).to(CANARY, 0, null), evidence);
            case ReleaseEvent.StagePassed _ -> nextStage(lineup, in(lineup, CANARY), evidence);
            case ReleaseEvent.Proven _ -> proven(lineup, in(lineup, CANARY), evidence);
            case ReleaseEvent.Held held -> hold(lineup, in(lineup, CANARY), held.hold(), evidence);
            case ReleaseEvent.Promoted promoted -> byPerson(lineup, promoted.force(), evidence);
            case ReleaseEvent.RolledBack _ ->
                    move(lineup, underWay(lineup).to(ROLLED_BACK, 0, null), evidence);
        };
    }

    private static Transition start(Lineup lineup, Release release, Evidence evidence) {
        if (lineup.inFlight() != null) {
            throw RondoException.conflict(
                            "release.in_flight",
                            "release " + lineup.inFlight().id() + " is under way")
                    .at(release.endpoint())
                    .because("an endpoint proves one candidate at a time")
                    .next("wait for its end, or roll it back");
        }
        if (release.state() != CANDIDATE) {
            throw new IllegalArgumentException("a release starts as a candidate");
        }
        var next = new Lineup(lineup.live(), release, lineup.freezes());
        return new Transition(next, List.of(new Effect.Moved(null, release, evidence)));
    }

    private static Transition begin(Lineup lineup, Release release, Evidence evidence) {
        if (lineup.live() == null) {
            refuseFrozen(lineup);
            return promote(lineup, release, evidence);
        }
        return release.plan().shadowMinimum() > 0
                ? move(lineup, release.to(SHADOW, 0, null), evidence)
                : forward(lineup, release.to(CANARY, 0, null), evidence);
    }

    private static Transition nextStage(Lineup lineup, Release release, Evidence evidence) {
        if (release.lastStage()) {
            throw wrong(release, "it is in its last canary stage");
        }
        return forward(lineup, release.to(CANARY, release.stage() + 1, null), evidence);
    }

    private static Transition proven(Lineup lineup, Release release, Evidence evidence) {
        if (!release.lastStage()) {
            throw wrong(release, "it has canary stages to come");
        }
        if (!release.plan().automatic()) {
            return hold(lineup, release, Hold.AWAITING_APPROVAL, evidence);
        }
        return forward(lineup, release.to(LIVE, 0, null), evidence);
    }

    private static Transition byPerson(Lineup lineup, boolean force, Evidence evidence) {
        var release = underWay(lineup);
        refuseFrozen(lineup);
        if (release.state() == CANDIDATE) {
            throw wrong(release, "no gate has let it pass");
        }
        boolean asked = release.hold() != null && release.hold().asksPerson();
        if (!asked && !force) {
            throw RondoException.conflict(
                            "release.unproven", "release " + release.id() + " is not proven yet")
                    .because("it is in " + release.state() + " and its guardrails still decide")
                    .next("wait for them, or promote by force");
        }
        return promote(lineup, release, evidence);
    }

    /** A step that raises the candidate's share, unless a freeze stops it (rule 7.7). */
    private static Transition forward(Lineup lineup, Release next, Evidence evidence) {
        if (lineup.frozen()) {
            return hold(lineup, underWay(lineup), Hold.FROZEN, evidence);
        }
        return next.state() == LIVE
                ? promote(lineup, underWay(lineup), evidence)
                : move(lineup, next, evidence);
    }

    private static Transition hold(Lineup lineup, Release release, Hold hold, Evidence evidence) {
        if (release.hold() == hold) {
            return new Transition(lineup, List.of());
        }
        var held = release.to(release.state(), release.stage(), hold);
        return new Transition(
                new Lineup(lineup.live(), held, lineup.freezes()),
                List.of(new Effect.Moved(release.state(), held, evidence)));
    }

    private static Transition move(Lineup lineup, Release next, Evidence evidence) {
        var moved = new Effect.Moved(underWay(lineup).state(), next, evidence);
        var inFlight = next.state().inFlight() ? next : null;
        return new Transition(
                new Lineup(lineup.live(), inFlight, lineup.freezes()),
                List.of(moved, new Effect.Rerouted()));
    }

    private static Transition promote(Lineup lineup, Release release, Evidence evidence) {
        var live = release.to(LIVE, 0, null);
        var promoted = new Effect.Moved(release.state(), live, evidence);
        var next = new Lineup(live, null, lineup.freezes());
        var former = lineup.live();
        return new Transition(
                next,
                former == null
                        ? List.of(promoted, new Effect.Rerouted())
                        : List.of(
                                promoted,
                                retired(former, release, evidence),
                                new Effect.Rerouted()));
    }

    private static Effect retired(Release former, Release by, Evidence evidence) {
        var reason = "release " + by.id() + " (" + by.candidate() + ") took its place";
        return new Effect.Moved(
                former.state(),
                former.to(RETIRED, 0, null),
                new Evidence(reason, evidence.approver(), evidence.figures()));
    }

    private static Release underWay(Lineup lineup) {
        if (lineup.inFlight() == null) {
            throw RondoException.conflict("release.none", "no release is under way")
                    .next("start one");
        }
        return lineup.inFlight();
    }

    private static Release in(Lineup lineup, ReleaseState needed) {
        var release = underWay(lineup);
        if (release.state() != needed) {
            throw wrong(release, "it is in " + release.state() + ", not in " + needed);
        }
        return release;
    }

    private static RondoException wrong(Release release, String reason) {
        return RondoException.conflict(
                        "release.wrong_state", "release " + release.id() + " cannot do this now")
                .because(reason)
                .next("look at its state");
    }

    private static void refuseFrozen(Lineup lineup) {
        if (lineup.frozen()) {
            var freeze = lineup.freezes().getFirst();
            throw RondoException.conflict("release.frozen", "every promotion here is frozen")
                    .at(freeze.scope())
                    .because(freeze.who() + " froze it: " + freeze.why())
                    .next("lift the freeze first");
        }
    }
}
