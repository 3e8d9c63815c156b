package dev.rondo.serving;

import dev.rondo.inference.Route;

/** Counts what became of each request, and tells the breaker how the candidate did. */
final class Bookkeeper {
    private final Meters meters;
    private final Runnable breakerOpened;

    /**
     * @param breakerOpened has the release rolled back soon, on another thread
     */
    Bookkeeper(Meters meters, Runnable breakerOpened) {
        this.meters = meters;
        this.breakerOpened = breakerOpened;
    }

    void answered(Call call, Scored scored) {
        var primary = count(call, scored, Route.PRIMARY);
        var canary = count(call, scored, Route.CANARY);
        meter(call, call.routing().live().ref(), Route.PRIMARY, primary);
        var challenger = call.routing().challenger();
        if (challenger != null) {
            challenger.watch().traffic().count(Route.PRIMARY, primary);
            challenger.watch().traffic().assigned(call.assignment());
            canary(call, scored, challenger, canary);
        }
        meters.took(call.endpoint(), System.nanoTime() - call.startedNanos());
    }

    private void canary(Call call, Scored scored, Challenger challenger, ArmCount canary) {
        if (canary.answers() == 0) {
            return;
        }
        var candidate = challenger.release().candidate();
        var failure = scored.failure();
        if (failure == null) {
            meter(call, candidate, Route.CANARY, canary);
            challenger.watch().traffic().count(Route.CANARY, canary);
            challenger.watch().breaker().succeeded((int) canary.answers());
        } else {
            meter(call, call.routing().live().ref(), Route.CANARY, canary);
            candidateFailed(call, challenger, Route.CANARY, failure.code(), (int) canary.answers());
        }
    }

    /** The candidate could not answer some rows, in canary or in shadow. */
    void candidateFailed(Call call, Challenger challenger, Route route, String code, int rows) {
        meters.count(call.endpoint(), challenger.release().candidate(), route, code, rows);
        challenger.watch().traffic().count(route, new ArmCount(0, 0, rows, 0));
        if (challenger.watch().breaker().failed(rows, code)) {
            breakerOpened.run();
        }
    }

    /** The candidate answered a request's rows in shadow. */
    void shadowAnswered(Call call, Challenger challenger, ArmCount count) {
        meter(call, challenger.release().candidate(), Route.SHADOW, count);
        challenger.watch().traffic().count(Route.SHADOW, count);
        challenger.watch().breaker().succeeded((int) count.answers());
    }

    void failed(Call call, String code) {
        var live = call.routing().live().ref();
        meters.count(call.endpoint(), live, Route.PRIMARY, code, call.instances().size());
        meters.took(call.endpoint(), System.nanoTime() - call.startedNanos());
    }

    private void meter(Call call, ModelRef model, Route route, ArmCount count) {
        meters.answered(call.endpoint(), model, route, count.answers(), count.acted());
    }

    private static ArmCount count(Call call, Scored scored, Route route) {
        long answers = 0;
        long acted = 0;
        for (int i = 0; i < scored.predictions().length; i++) {
            if (call.assignment().route(i) == route) {
                answers++;
                acted += scored.decision(i) ? 1 : 0;
            }
        }
        long nanos = route == Route.CANARY ? scored.canaryNanos() : scored.liveNanos();
        return answers == 0 ? ArmCount.NONE : new ArmCount(answers, acted, 0, nanos);
    }
}
