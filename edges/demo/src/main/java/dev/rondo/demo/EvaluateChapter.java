package dev.rondo.demo;

import com.fasterxml.jackson.databind.JsonNode;

/** How good the model is on rows that nothing was chosen on, and whether the gate lets it pass. */
final class EvaluateChapter implements Chapter {
    @Override
    public String title() {
        return "Evaluate: figures with intervals, and a gate";
    }

    @Override
    public ChapterResult tell(Session session) {
        var report = Platform.output(session.trained(), "evaluate");
        tell(session, report, "v1");
        return gate(session, session.trained());
    }

    static void tell(Session session, JsonNode report, String label) {
        var console = session.console;
        var test = report.path("test");
        console.fact(
                "ROC-AUC (test)",
                "%s, n = %,d",
                estimate(test.path("roc_auc"), "%.3f"),
                test.path("rows").asLong());
        console.fact("average precision", "%s", estimate(test.path("average_precision"), "%.3f"));
        console.fact(
                "log-loss, Brier",
                "%.4f, %.4f; calibration error %.3f",
                test.path("log_loss").asDouble(),
                test.path("brier").asDouble(),
                test.path("calibration_error").asDouble());
        console.fact(
                "precision, recall, F1",
                "%s, %s, %.3f",
                estimate(test.path("precision"), "%.3f"),
                estimate(test.path("recall"), "%.3f"),
                test.path("f1").asDouble());
        var confusion = test.path("confusion");
        console.fact(
                "confusion matrix",
                "tp %d  fp %d  fn %d  tn %d",
                confusion.path("true_positives").asLong(),
                confusion.path("false_positives").asLong(),
                confusion.path("false_negatives").asLong(),
                confusion.path("true_negatives").asLong());
        var threshold = report.path("threshold");
        console.fact(
                "threshold",
                "%.3f by the %s, chosen on validation (formula %.3f, empirical %.3f)",
                threshold.path("used").asDouble(),
                threshold.path("rule").asText(),
                threshold.path("formula").asDouble(),
                threshold.path("empirical").asDouble());
        console.fact(
                "money per decision (test)",
                "%s; always acting %+.2f, never %+.2f",
                estimate(test.path("money_per_decision"), "%+.2f"),
                test.path("always_acting").asDouble(),
                test.path("never_acting").asDouble());
        report.path("warnings").forEach(warning -> console.open("%s", warning.asText()));
        session.figures.note(label + ".roc_auc", test.path("roc_auc").path("value").asDouble());
        session.figures.note(
                label + ".money", test.path("money_per_decision").path("value").asDouble());
        session.figures.note(label + ".threshold", threshold.path("used").asDouble());
    }

    /** Tells what the gate said. */
    static ChapterResult gate(Session session, JsonNode run) {
        var gate = Platform.output(run, "gate");
        for (var check : gate.path("checks")) {
            if (check.path("passed").asBoolean()) {
                session.console.good(
                        "gate %s: %s", check.path("name").asText(), check.path("reason").asText());
            } else {
                session.console.open(
                        "gate %s: %s", check.path("name").asText(), check.path("reason").asText());
            }
        }
        if (gate.path("passed").asBoolean()) {
            return new ChapterResult.AsExpected("every check passed");
        }
        return new ChapterResult.End(
                "the gate refuses the model",
                "more rows, better columns, or other costs (see the failed checks above)");
    }

    private static String estimate(JsonNode estimate, String format) {
        var interval = estimate.path("interval");
        return String.format(
                java.util.Locale.ROOT,
                format + " [" + format + ", " + format + "]",
                estimate.path("value").asDouble(),
                interval.path("low").asDouble(),
                interval.path("high").asDouble());
    }
}
