package dev.rondo.wire.mlflow;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rondo.base.RondoException;
import dev.rondo.tracking.Experiment;
import dev.rondo.tracking.ExperimentQuery;
import dev.rondo.tracking.Experiments;
import dev.rondo.tracking.NewExperiment;
import dev.rondo.tracking.RunViewType;
import java.io.IOException;

/** {@code experiments/…}. */
final class ExperimentCalls {
    /** What MLflow's proto has for a page size that was not sent, and its store refuses. */
    private static final int NO_SIZE = 0;

    private static final Choices<RunViewType> VIEWS = Choices.of(RunViewType.class, "");

    private final Experiments experiments;

    ExperimentCalls(Experiments experiments) {
        this.experiments = experiments;
    }

    void create(Fields in, JsonGenerator out) throws IOException {
        var wanted =
                new NewExperiment(
                        in.required("name"), in.filled("artifact_location"), in.pairs("tags"));
        out.writeStringField("experiment_id", experiments.create(wanted).id());
    }

    void get(Fields in, JsonGenerator out) throws IOException {
        answer(out, experiments.get(in.required("experiment_id")));
    }

    void getByName(Fields in, JsonGenerator out) throws IOException {
        var name = in.required("experiment_name");
        answer(out, experiments.named(name).orElseThrow(() -> unknown(name)));
    }

    private static RondoException unknown(String name) {
        return RondoException.notFound(
                "experiment.not_found", "Could not find experiment with name '" + name + "'");
    }

    private static void answer(JsonGenerator out, Experiment experiment) throws IOException {
        out.writeFieldName("experiment");
        ExperimentJson.write(out, experiment);
    }

    void search(Fields in, JsonGenerator out) throws IOException {
        var view = in.choice("view_type", VIEWS);
        var query =
                new ExperimentQuery(
                        in.text("filter"),
                        view == null ? RunViewType.ACTIVE_ONLY : view,
                        in.count("max_results", NO_SIZE, Integer.MAX_VALUE),
                        in.texts("order_by"),
                        in.filled("page_token"));
        var page = experiments.search(query);
        Answer.list(out, "experiments", page.items(), ExperimentJson::write);
        Answer.text(out, "next_page_token", page.nextToken());
    }

    void update(Fields in, JsonGenerator out) {
        experiments.rename(in.required("experiment_id"), in.required("new_name"));
    }

    void delete(Fields in, JsonGenerator out) {
        experiments.delete(in.required("experiment_id"));
    }

    void restore(Fields in, JsonGenerator out) {
        experiments.restore(in.required("experiment_id"));
    }

    void setTag(Fields in, JsonGenerator out) {
        experiments.setTag(in.required("experiment_id"), in.required("key"), in.text("value"));
    }

    void deleteTag(Fields in, JsonGenerator out) {
        experiments.deleteTag(in.required("experiment_id"), in.required("key"));
    }
}
