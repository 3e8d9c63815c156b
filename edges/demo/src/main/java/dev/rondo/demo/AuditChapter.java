package dev.rondo.demo;

/** Every recorded prediction is computed again. */
final class AuditChapter implements Chapter {
    @Override
    public String title() {
        return "Audit: every recorded prediction again, bit for bit";
    }

    @Override
    public ChapterResult tell(Session session) {
        session.console.progress("replaying the journal");
        var report = session.platform.replay();
        long replayed = report.path("replayed").asLong();
        session.console.fact(
                "replayed",
                "%,d records (shadow answers included): %,d equal bit for bit, %d different",
                replayed,
                report.path("equal").asLong(),
                report.path("different").asLong());
        report.path("models")
                .forEach(model ->
                        session.console.fact(
                                "",
                                "version %d: %,d records, %s",
                                model.path("version").asInt(),
                                model.path("records").asLong(),
                                model.path("digest").asText()));
        session.figures.note("audit.replayed", replayed);
        session.figures.note("audit.equal", report.path("equal").asLong());
        if (report.path("different").asLong() > 0) {
            return new ChapterResult.Broken(
                    "replay differs: " + report.path("first_differences").path(0));
        }
        if (replayed < session.traffic().requests() - session.traffic().failed()) {
            return new ChapterResult.Broken(
                    "only "
                            + replayed
                            + " records for "
                            + session.traffic().requests()
                            + " customers");
        }
        session.console.good(
                "%,d customers were answered, and every answer can be explained from its record",
                session.traffic().requests());
        return new ChapterResult.AsExpected("all equal");
    }
}
