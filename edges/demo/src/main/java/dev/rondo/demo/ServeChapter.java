package dev.rondo.demo;

/** Ordinary days. */
final class ServeChapter implements Chapter {
    private static final int DAYS = 3;

    @Override
    public String title() {
        return "Serve: customers come in over HTTP, outcomes follow";
    }

    @Override
    public ChapterResult tell(Session session) {
        var population =
                session.world.population(session.pools.learn(), session.classes.positive());
        session.console.say(
                "Each customer is a row drawn with replacement from the future and carries a key of its own. What comes true does not depend on the decision: that, too, is a simplification of this story.");
        var tally = Traffic.Tally.empty();
        for (int i = 0; i < DAYS; i++) {
            session.console.progress("day %d", session.traffic().nextDay());
            tally = tally.plus(session.traffic().day(population, null));
        }
        session.console.fact("an answer", "%s", session.traffic().sample());
        session.console.fact(
                "served",
                "%,d customers in %d days, each recorded in the journal before its answer left",
                tally.customers(),
                DAYS);
        session.console.fact(
                "outcomes",
                "%.1f %% positive; offered to %.1f %%; %+.2f per decision",
                100 * tally.positiveRate(),
                100 * tally.decisionRate(),
                tally.moneyPerDecision());
        session.figures.note("serve.money", tally.moneyPerDecision());
        session.figures.note("serve.decision_rate", tally.decisionRate());
        return judge(session);
    }

    private static ChapterResult judge(Session session) {
        if (session.traffic().failed() > 0) {
            return new ChapterResult.Broken(
                    session.traffic().failed() + " customers got no answer");
        }
        var firing = session.platform.alerts("FIRING");
        if (!firing.isEmpty()) {
            return new ChapterResult.Broken(
                    "a false alarm: " + firing.getFirst().path("message").asText());
        }
        session.console.good("monitoring is quiet: nothing has changed, and it says so");
        return new ChapterResult.AsExpected("no alarm in " + DAYS + " days");
    }
}
