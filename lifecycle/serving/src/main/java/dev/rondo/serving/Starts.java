package dev.rondo.serving;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.base.Ids;
import dev.rondo.base.RondoException;
import org.jspecify.annotations.Nullable;

/** Begins releases: an endpoint's first, and those that challenge a live version. */
final class Starts {
    private final Turns turns;
    private final ModelCache models;

    Starts(Turns turns, ModelCache models) {
        this.turns = turns;
        this.models = models;
    }

    void first(
            String endpoint,
            ModelRef ref,
            FailurePolicy policy,
            JsonNode gateEvidence,
            String approver) {
        var gate = gate(gateEvidence, approver);
        var model = models.get(ref);
        turns.takeNew(
                endpoint,
                policy,
                turn -> {
                    begin(turn, endpoint, model, ReleasePlan.standard(), gate, null);
                    return null;
                });
    }

    Release challenge(ReleaseRequest request) {
        var gate = gate(request.gateEvidence(), request.approver());
        var model = models.get(request.candidate());
        return turns.take(
                request.endpoint(),
                turn -> {
                    var once = ReleaseRows.once(turn.tx(), request.endpoint(), request.onceKey());
                    if (once.isPresent()) {
                        return once.get();
                    }
                    checkFits(turn.lineup(), model);
                    return begin(
                            turn,
                            request.endpoint(),
                            model,
                            request.plan(),
                            gate,
                            request.onceKey());
                });
    }

    private void checkFits(Lineup lineup, WarmModel candidate) {
        var live = lineup.live();
        if (live == null) {
            throw new IllegalStateException("an endpoint has a live release");
        }
        if (live.candidate().equals(candidate.ref())) {
            throw RondoException.conflict(
                            "release.same_version", candidate.ref() + " is live already")
                    .at(live.endpoint())
                    .next("release another version");
        }
        var liveTarget = models.get(live.candidate()).loaded().target();
        if (!liveTarget.equals(candidate.loaded().target())) {
            throw RondoException.conflict(
                            "release.other_target",
                            candidate.ref() + " foretells another outcome than the live version")
                    .at(live.endpoint())
                    .because(
                            "the live version's is "
                                    + liveTarget
                                    + ", the candidate's "
                                    + candidate.loaded().target())
                    .next("make an endpoint of its own for it");
        }
    }

    private Release begin(
            Turn turn,
            String endpoint,
            WarmModel model,
            ReleasePlan plan,
            Evidence gate,
            @Nullable String onceKey) {
        EndpointRows.addInputs(turn.tx(), endpoint, model.loaded().signature());
        var live = turn.lineup().live();
        var judge = live == null ? model : models.get(live.candidate());
        long number = EndpointRows.nextRelease(turn.tx(), endpoint);
        var release =
                new Release(
                        Ids.random(),
                        endpoint,
                        number,
                        model.ref(),
                        live == null ? null : live.candidate(),
                        plan,
                        judge.loaded().policy().gains(),
                        EndpointRows.salt(turn.tx(), endpoint) + "/" + number,
                        ReleaseState.CANDIDATE,
                        0,
                        null,
                        turn.now());
        checkMargin(release);
        var figures = Figures.of(release);
        turn.start(release, onceKey, new Evidence("asked for", gate.approver(), figures));
        turn.apply(new ReleaseEvent.GatePassed(gate));
        turn.apply(new ReleaseEvent.Begun(new Evidence("the gates passed", null, figures)));
        return turn.lineup().inFlight() == null ? release : turn.lineup().challenger();
    }

    private static void checkMargin(Release release) {
        if (release.margin() >= release.gains().range()) {
            throw RondoException.user(
                            "plan.margin", "no candidate can lose more than " + release.margin())
                    .at("plan.margin")
                    .because("the gains span " + release.gains().range() + " per decision")
                    .next("give a smaller margin, or leave it out for 2% of that");
        }
    }

    private static Evidence gate(JsonNode figures, String approver) {
        if (approver.isBlank()) {
            throw RondoException.user("release.approver", "nobody asks for this release")
                    .at("approver")
                    .next("name the person or policy");
        }
        if (!figures.isObject() || figures.isEmpty()) {
            throw RondoException.user("release.no_evidence", "the gates' evidence is missing")
                    .because("no version meets traffic without it")
                    .next("send what the offline evaluation found, as an object");
        }
        return new Evidence("the offline gates let it pass", approver, figures);
    }
}
