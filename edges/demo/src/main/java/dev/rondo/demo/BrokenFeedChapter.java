package dev.rondo.demo;

import java.util.TreeSet;

/** One column arrives broken, and is mended. */
final class BrokenFeedChapter implements Chapter {
    private static final int BROKEN_DAYS = 3;
    private static final int MOST_DAYS_TO_RESOLVE = 5;

    @Override
    public String title() {
        return "A broken feed: the alarm names one column, and nothing is retrained on it";
    }

    @Override
    public ChapterResult tell(Session session) {
        var chosen = Damage.choose(session.byImportance(), session.columns(), session.pools.past());
        if (chosen.isEmpty()) {
            return new ChapterResult.Inconclusive(
                    "no column is of a kind that this story can break", "a column of numbers");
        }
        var damage = chosen.get();
        session.console.say(
                "Simulated: from day %d on %s.", session.traffic().nextDay(), damage.told());
        var population =
                session.world.population(session.pools.learn(), session.classes.positive());
        var tally = Traffic.Tally.empty();
        for (int i = 0; i < BROKEN_DAYS; i++) {
            session.console.progress("day %d", session.traffic().nextDay());
            tally = tally.plus(session.traffic().day(population, damage));
        }
        session.figures.note("broken.money", tally.moneyPerDecision());
        var alarm = alarm(session, damage);
        return alarm instanceof ChapterResult.AsExpected ? mend(session, population, alarm) : alarm;
    }

    private static ChapterResult alarm(Session session, Damage damage) {
        var firing = session.platform.alerts("FIRING");
        var columns = new TreeSet<String>();
        firing.stream()
                .filter(alert -> !"CONCEPT".equals(alert.path("signal").asText()))
                .forEach(alert -> columns.add(alert.path("feature").asText()));
        firing.forEach(alert ->
                session.console.fact(
                        "alarm " + alert.path("signal").asText().toLowerCase(java.util.Locale.ROOT),
                        "%s",
                        alert.path("message").asText()));
        session.figures.note("broken.alarms", columns);
        if (columns.isEmpty()) {
            return new ChapterResult.Inconclusive(
                    "no alarm: the damage to "
                            + damage.column()
                            + " moves its distribution too little",
                    "a larger fault, or longer windows");
        }
        if (!columns.equals(new TreeSet<>(java.util.Set.of(damage.column())))) {
            return new ChapterResult.Broken(
                    "alarms for " + columns + " where only " + damage.column() + " is broken");
        }
        return diagnosis(session, damage);
    }

    private static ChapterResult diagnosis(Session session, Damage damage) {
        var result = session.platform.lastDiagnosis().path("result");
        var finding = result.path("findings").path(0);
        session.console.fact("diagnosis", "%s", finding.path("message").asText("none"));
        session.figures.note(
                "broken.diagnosis",
                finding.path("kind").asText()
                        + " "
                        + finding.path("fault").asText()
                        + " "
                        + finding.path("column").asText());
        var run = session.platform.lastLoopRun();
        boolean blocked =
                result.path("blocks_retraining").asBoolean()
                        && "STOPPED".equals(run.path("status").asText());
        if (!blocked
                && "covariate_shift".equals(finding.path("kind").asText())
                && damage instanceof Damage.SwappedLevels) {
            return new ChapterResult.Inconclusive(
                    "a swap of the two values of "
                            + damage.column()
                            + " looks like other customers",
                    "a column that goes with it, or one with more values");
        }
        if (!blocked || !damage.column().equals(finding.path("column").asText())) {
            return new ChapterResult.Broken(
                    "the diagnosis does not blame " + damage.column() + ": " + finding);
        }
        session.console.good("retraining is blocked: %s", run.path("reason").asText());
        session.happened(
                session.traffic().today(),
                "alarm on " + damage.column() + ", retraining blocked",
                finding.path("fault").asText()
                        + ", PSI "
                        + "%.2f".formatted(finding.path("psi").asDouble()));
        return new ChapterResult.AsExpected("blocked");
    }

    private static ChapterResult mend(
            Session session, World.Population population, ChapterResult alarm) {
        for (int i = 0; i < MOST_DAYS_TO_RESOLVE; i++) {
            session.console.progress("day %d, the feed is mended", session.traffic().nextDay());
            session.traffic().day(population, null);
            if (session.platform.alerts("FIRING").isEmpty()) {
                session.console.good(
                        "the feed is mended; the alarm resolved after %d good days", i + 1);
                session.figures.note("broken.days_to_resolve", i + 1);
                session.happened(
                        session.traffic().today(), "alarm resolved", (i + 1) + " good windows");
                return alarm;
            }
        }
        return new ChapterResult.Broken(
                "the alarm still fires after " + MOST_DAYS_TO_RESOLVE + " good days");
    }
}
