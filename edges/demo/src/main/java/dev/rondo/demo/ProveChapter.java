package dev.rondo.demo;

import com.fasterxml.jackson.databind.JsonNode;

/** The new version is proven on live traffic and promoted. */
final class ProveChapter implements Chapter {
    @Override
    public String title() {
        return "Prove and promote: shadow, then a growing canary, judged by outcomes";
    }

    @Override
    public ChapterResult tell(Session session) {
        var id = session.platform.endpoint().path("release_id").asText("");
        if (id.isEmpty() || "null".equals(id)) {
            return new ChapterResult.Inconclusive(
                    "there is no new version to prove", "a retraining that passes its gate");
        }
        session.console.say("Customers now come from rows that no model has learned from.");
        var release = Watch.untilDecided(session, id, "prove");
        Watch.tell(session, release, "prove");
        return judge(session, release);
    }

    private static ChapterResult judge(Session session, JsonNode release) {
        int version = release.path("version").asInt();
        var canary = release.path("canary");
        return switch (release.path("state").asText()) {
            case "LIVE" -> {
                session.console.good(
                        "version %d is promoted: every guardrail's bound lies within its margin",
                        version);
                session.happened(
                        session.traffic().today(),
                        "version " + version + " promoted",
                        "%d pairs, e-value %.0f"
                                .formatted(
                                        canary.path("pairs").asLong(),
                                        canary.path("safe").asDouble()));
                yield new ChapterResult.AsExpected("promoted");
            }
            case "ROLLED_BACK" ->
                    new ChapterResult.Inconclusive(
                            "version " + version + " was rolled back: " + Watch.reason(release),
                            "more recent data to learn from");
            default -> {
                session.platform.rollBack(
                        release.path("release_id").asText(),
                        "inconclusive; the story goes on with the live version");
                yield new ChapterResult.Inconclusive(
                        "the proof of version "
                                + version
                                + " stays open: "
                                + release.path("waiting_for").asText(),
                        Watch.wouldSettle(release));
            }
        };
    }
}
