package dev.rondo.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.client.RondoClient;
import java.util.ArrayList;

/** The training pipeline runs on the past. */
final class TrainChapter implements Chapter {
    @Override
    public String title() {
        return "Train: a pipeline in a child process, every run tracked";
    }

    @Override
    public ChapterResult tell(Session session) {
        var run = session.platform.train(request(session, session.name()), session.console);
        if ("FAILED".equals(run.path("status").asText())) {
            return new ChapterResult.Broken("the pipeline failed: " + run.path("reason").asText());
        }
        var importances = new ArrayList<String>();
        Platform.output(run, "evaluate")
                .path("importances")
                .forEach(item -> importances.add(item.path("feature").asText()));
        session.trained(run, importances);
        tell(session, run);
        return new ChapterResult.AsExpected(
                "tracked as run " + Platform.output(run, "train").path("run_id").asText());
    }

    static ObjectNode request(Session session, String dataset) {
        var request =
                RondoClient.object()
                        .put("dataset", dataset)
                        .put("model", session.name())
                        .put("target", session.source.header().get(session.source.target()))
                        .put("positive", session.classes.positive())
                        .put("seed", session.options.seed());
        if (session.options.key() != null) {
            request.put("key", session.options.key());
        }
        request.set("gains", session.gains.json());
        return request;
    }

    private static void tell(Session session, JsonNode run) {
        var prepared = Platform.output(run, "prepare");
        var trained = Platform.output(run, "train");
        session.console.fact(
                "split by hash of the row",
                "train %,d, validation %,d, test %,d rows",
                prepared.path("part_rows").path("train").asLong(),
                prepared.path("part_rows").path("validation").asLong(),
                prepared.path("part_rows").path("test").asLong());
        session.console.fact(
                "inputs",
                "%d columns%s",
                prepared.path("features").size(),
                excluded(prepared.path("excluded")));
        session.console.fact(
                "XGBoost",
                "%d rounds kept of %d, validation log-loss %.4f",
                trained.path("best_round").asInt(),
                trained.path("rounds").asInt(),
                trained.path("validation_log_loss").asDouble());
        session.console.fact(
                "most important",
                "%s",
                String.join(", ", session.byImportance().stream().limit(4).toList()));
        session.console.fact(
                "tracked",
                "run %s with parameters, metrics by round, artifacts and the dataset's digest",
                trained.path("run_id").asText());
        session.figures.note("train.rows", prepared.path("part_rows").path("train").asLong());
        session.figures.note("train.best_round", trained.path("best_round").asInt());
        session.figures.note(
                "train.validation_log_loss", trained.path("validation_log_loss").asDouble());
    }

    private static String excluded(JsonNode columns) {
        var text = new StringBuilder();
        columns.forEach(column ->
                text.append(text.isEmpty() ? "; left out: " : ", ")
                        .append(column.path("column").asText())
                        .append(" (")
                        .append(column.path("reason").asText())
                        .append(')'));
        return text.toString();
    }
}
