package dev.rondo.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.client.RondoClient;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A version that looks brilliant offline and hurts live. */
final class HarmChapter implements Chapter {
    private static final int ROWS = 4000;

    /** Share of the rows with the negative outcome that were never contacted. */
    private static final double NEVER_CONTACTED = 0.04;

    @Override
    public String title() {
        return "A harmful model: it passes the gates, hurts live, and is rolled back";
    }

    @Override
    public ChapterResult tell(Session session) {
        var column = leakName(session.source.header());
        session.console.say(
                "An analyst joins a column to recent data: %s, written down after the outcome was known. It tells the outcome; in production it is always empty. It is declared nullable, so the signature lets that pass.",
                column);
        var dataset = session.name() + "-enriched";
        session.platform
                .client()
                .upload(
                        "/api/v1/datasets/"
                                + RondoClient.encode(dataset)
                                + "/versions?validate=false"
                                + session.source.declaredNullable(),
                        "text/csv",
                        leaky(session, column));
        var request = TrainChapter.request(session, dataset).put("endpoint", session.name());
        request.remove("key");
        var run = session.platform.train(request, session.console);
        var test = Platform.output(run, "evaluate").path("test");
        session.console.fact(
                "offline",
                "ROC-AUC %.3f, money per decision %+.2f",
                test.path("roc_auc").path("value").asDouble(),
                test.path("money_per_decision").path("value").asDouble());
        Platform.output(run, "evaluate")
                .path("warnings")
                .forEach(warning -> session.console.open("%s", warning.asText()));
        var registered = Platform.output(run, "register").path("version");
        if (!registered.isInt()) {
            return new ChapterResult.Inconclusive(
                    "the gate refused the harmful model: " + run.path("reason").asText(),
                    "nothing: that is one harm less");
        }
        return canary(session, registered.asInt());
    }

    private static String leakName(List<String> header) {
        var name = "last_contact_result";
        while (header.contains(name)) {
            name += "_2";
        }
        return name;
    }

    /**
     * Recent customers with a column that tells the outcome; a few of the negative ones were never
     * contacted.
     */
    private static byte[] leaky(Session session, String column) {
        var random = new SplittableRandom(session.options.seed() + 9);
        var population =
                session.world.population(session.pools.learn(), session.classes.positive());
        var header = new ArrayList<>(session.source.header());
        header.add(column);
        var rows = new ArrayList<String[]>();
        for (var customer : session.world.draw(population, ROWS)) {
            var row = java.util.Arrays.copyOf(customer.row(), header.size());
            row[session.source.target()] =
                    customer.positive() ? session.classes.positive() : session.classes.negative();
            boolean contacted = customer.positive() || random.nextDouble() >= NEVER_CONTACTED;
            row[header.size() - 1] = !contacted ? "" : customer.positive() ? "lost" : "settled";
            rows.add(row);
        }
        return SourceRows.csv(header, rows);
    }

    private static ChapterResult canary(Session session, int version) {
        session.console.say(
                "Nobody reads the warning, and an impatient hand sends version %d straight to customers.",
                version);
        var body =
                RondoClient.object()
                        .put("model", session.name())
                        .put("version", version)
                        .put("approver", "an impatient hand");
        body.set("plan", Plans.hasty(session));
        var id = session.platform.startRelease(body).path("release_id").asText();
        long failedBefore = session.traffic().failed();
        var release = Watch.untilDecided(session, id, "harm");
        Watch.tell(session, release, "harm");
        return judge(session, release, session.traffic().failed() - failedBefore);
    }

    private static ChapterResult judge(Session session, JsonNode release, long failed) {
        var canary = release.path("canary");
        long met = release.path("canary_answers").path("answers").asLong();
        double lost =
                (canary.path("control_mean").asDouble() - canary.path("candidate_mean").asDouble())
                        * met;
        session.console.fact(
                "customers who met it",
                "%,d, at a cost of about %.0f; requests that failed: %d",
                met,
                lost,
                failed);
        session.figures.note("harm.met", met);
        session.figures.note("harm.failed", failed);
        if (failed > 0) {
            return new ChapterResult.Broken(failed + " customers got no answer");
        }
        if ("ROLLED_BACK".equals(release.path("state").asText())) {
            session.console.good(
                    "%s: version %d is rolled back by itself after %,d pairs",
                    Watch.reason(release),
                    release.path("version").asInt(),
                    canary.path("pairs").asLong());
            session.happened(
                    session.traffic().today(),
                    "version " + release.path("version").asInt() + " rolled back",
                    "%,d pairs, e-value %.0f, %,d customers met it"
                            .formatted(
                                    canary.path("pairs").asLong(),
                                    canary.path("harm").asDouble(),
                                    met));
            return new ChapterResult.AsExpected("rolled back");
        }
        if ("LIVE".equals(release.path("state").asText())) {
            return new ChapterResult.Inconclusive(
                    "version "
                            + release.path("version").asInt()
                            + " was promoted: it loses less than the margin of %.2f per decision"
                                    .formatted(canary.path("margin").asDouble()),
                    "a narrower margin (--margin)");
        }
        session.platform.rollBack(
                release.path("release_id").asText(), "inconclusive; taken back by hand");
        return new ChapterResult.Inconclusive(
                "no proof of harm yet: " + release.path("waiting_for").asText(),
                Watch.wouldSettle(release));
    }
}
