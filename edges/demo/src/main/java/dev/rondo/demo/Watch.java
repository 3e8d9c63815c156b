package dev.rondo.demo;

import com.fasterxml.jackson.databind.JsonNode;

/** Follows a release while customers come. */
final class Watch {
    private static final int MOST_DAYS = 45;

    private Watch() {}

    /** Sends days of traffic from the proving pool until the release has ended or asks a person. */
    static JsonNode untilDecided(Session session, String id, String label) {
        var population =
                session.world.population(session.pools.prove(), session.classes.positive());
        var release = session.platform.release(id);
        var tally = Traffic.Tally.empty();
        int days = 0;
        while (underWay(release) && days < MOST_DAYS) {
            session.console.progress(
                    "day %d: %s %.0f %%, %s",
                    session.traffic().nextDay(),
                    release.path("state").asText().toLowerCase(java.util.Locale.ROOT),
                    100 * release.path("weight").asDouble(),
                    release.path("waiting_for").asText());
            tally = tally.plus(session.traffic().day(population, null));
            release = session.platform.release(id);
            days++;
        }
        session.figures.note(label + ".days", days);
        session.figures.note(label + ".money", tally.moneyPerDecision());
        session.figures.note(label + ".by_version", tally.byVersion());
        return release;
    }

    private static boolean underWay(JsonNode release) {
        var state = release.path("state").asText();
        boolean moving =
                state.equals("CANDIDATE")
                        || state.equals("GATED")
                        || state.equals("SHADOW")
                        || state.equals("CANARY");
        return moving && !release.path("hold").isTextual();
    }

    static void tell(Session session, JsonNode release, String label) {
        for (var step : release.path("steps")) {
            session.console.fact(
                    step.path("to").asText().toLowerCase(java.util.Locale.ROOT)
                            + (step.path("to").asText().equals("CANARY")
                                    ? " stage " + (step.path("stage").asInt() + 1)
                                    : ""),
                    "%s",
                    step.path("evidence").path("reason").asText());
        }
        guard(session, release.path("shadow"), "shadow, paired");
        guard(session, release.path("canary"), "canary against control");
        session.console.fact(
                "decision rate",
                "live version %.1f %%, candidate %.1f %% (reported, not judged)",
                100 * release.path("control_decision_rate").asDouble(),
                100
                        * release.path("canary_decision_rate")
                                .asDouble(release.path("shadow_decision_rate").asDouble()));
        session.figures.note(label + ".state", release.path("state").asText());
        session.figures.note(label + ".pairs", release.path("canary").path("pairs").asLong());
        session.figures.note(label + ".harm", release.path("canary").path("harm").asDouble());
        session.figures.note(label + ".safe", release.path("canary").path("safe").asDouble());
    }

    private static void guard(Session session, JsonNode guard, String label) {
        if (guard.path("pairs").asLong() == 0) {
            return;
        }
        session.console.fact(
                label,
                "%,d pairs; money per decision %+.2f live, %+.2f candidate, margin %.2f; evidence of harm %.3g of %.0f, of safety %.3g of %.0f",
                guard.path("pairs").asLong(),
                guard.path("control_mean").asDouble(),
                guard.path("candidate_mean").asDouble(),
                guard.path("margin").asDouble(),
                guard.path("harm").asDouble(),
                guard.path("harm_threshold").asDouble(),
                guard.path("safe").asDouble(),
                guard.path("safe_threshold").asDouble());
    }

    static String reason(JsonNode release) {
        var steps = release.path("steps");
        return steps.path(steps.size() - 1).path("evidence").path("reason").asText();
    }

    static String wouldSettle(JsonNode release) {
        var canary = release.path("canary");
        return "more traffic than %,d pairs, or a margin wider than %.2f: the two versions differ by %.2f per decision so far"
                .formatted(
                        canary.path("pairs").asLong(),
                        canary.path("margin").asDouble(),
                        canary.path("candidate_mean").asDouble()
                                - canary.path("control_mean").asDouble());
    }
}
