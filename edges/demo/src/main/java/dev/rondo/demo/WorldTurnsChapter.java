package dev.rondo.demo;

import com.fasterxml.jackson.databind.JsonNode;

/** The world changes; the loop finds out why and retrains. */
final class WorldTurnsChapter implements Chapter {
    private static final int MOST_DAYS = 8;

    @Override
    public String title() {
        return "The world changes: alarm, diagnosis, retraining";
    }

    @Override
    public ChapterResult tell(Session session) {
        int column = session.columns().index(session.byImportance().getFirst());
        session.world.turn(
                session.pools.past(), session.columns(), column, session.classes.positive());
        session.console.say(
                "Simulated: from day %d on %s.",
                session.traffic().nextDay(), session.world.turned(session.columns()));
        var before = session.platform.lastLoopRun().path("run_id").asText();
        var population =
                session.world.population(session.pools.learn(), session.classes.positive());
        var tally = Traffic.Tally.empty();
        var run = session.platform.lastLoopRun();
        int days = 0;
        while (days < MOST_DAYS && !registeredSince(before, run)) {
            session.console.progress("day %d", session.traffic().nextDay());
            tally = tally.plus(session.traffic().day(population, null));
            run = session.platform.lastLoopRun();
            days++;
        }
        session.figures.note("turn.days", days);
        session.figures.note("turn.money", tally.moneyPerDecision());
        session.console.fact(
                "meanwhile", "%+.2f per decision over %d days", tally.moneyPerDecision(), days);
        if (run.path("run_id").asText().equals(before)) {
            return new ChapterResult.Inconclusive(
                    "no retraining within " + MOST_DAYS + " days",
                    "a stronger change, or more outcomes (" + alarms(session) + ")");
        }
        return judge(session, run);
    }

    /** Whether a run after the former one has made a new version. */
    private static boolean registeredSince(String before, JsonNode run) {
        return !run.path("run_id").asText().equals(before)
                && "SUCCEEDED".equals(Platform.task(run, "register").path("status").asText());
    }

    private static String alarms(Session session) {
        var firing = session.platform.alerts("FIRING");
        return firing.isEmpty() ? "no alarm fired" : firing.size() + " alarms fired";
    }

    private static ChapterResult judge(Session session, JsonNode run) {
        var firing = session.platform.alerts("FIRING");
        firing.stream()
                .limit(4)
                .forEach(alert ->
                        session.console.fact(
                                "alarm "
                                        + alert.path("signal")
                                                .asText()
                                                .toLowerCase(java.util.Locale.ROOT),
                                "%s",
                                alert.path("message").asText()));
        if (firing.size() > 4) {
            session.console.fact("", "and %d more", firing.size() - 4);
        }
        session.figures.note("turn.alarms", firing.size());
        var kinds = diagnosis(session);
        if ("FAILED".equals(run.path("status").asText())) {
            return new ChapterResult.Broken(
                    "the loop's run failed: " + run.path("reason").asText());
        }
        if (!"SUCCEEDED".equals(Platform.task(run, "register").path("status").asText())) {
            return new ChapterResult.Inconclusive(
                    "the loop stopped before a new version: " + run.path("reason").asText(),
                    "more outcomes under the changed world");
        }
        return retrained(session, run, kinds);
    }

    private static String diagnosis(Session session) {
        var kinds = new java.util.ArrayList<String>();
        for (var finding : session.platform.lastDiagnosis().path("result").path("findings")) {
            kinds.add(finding.path("kind").asText());
            session.console.fact(
                    "diagnosis",
                    "%s: %s",
                    finding.path("kind").asText().replace('_', ' '),
                    finding.path("message").asText());
        }
        session.figures.note("turn.diagnosis", kinds);
        return String.join(" and ", kinds).replace('_', ' ');
    }

    private static ChapterResult retrained(Session session, JsonNode run, String kinds) {
        var snapshot = Platform.output(run, "snapshot");
        session.console.fact(
                "recent data",
                "%,d served rows with outcomes, dataset %s/%d",
                snapshot.path("rows").asLong(),
                snapshot.path("dataset").asText(),
                snapshot.path("version").asInt());
        EvaluateChapter.tell(session, Platform.output(run, "evaluate"), "v2");
        EvaluateChapter.gate(session, run);
        int version = Platform.output(run, "register").path("version").asInt();
        session.console.good(
                "the same pipeline has made version %d, better than version 1 on the same recent rows",
                version);
        session.figures.note("turn.version", version);
        session.happened(
                session.traffic().today(),
                "the world changed; version " + version + " trained",
                kinds);
        return new ChapterResult.AsExpected("version " + version);
    }
}
