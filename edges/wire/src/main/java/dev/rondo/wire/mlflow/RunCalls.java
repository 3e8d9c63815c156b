package dev.rondo.wire.mlflow;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rondo.tracking.NewRun;
import dev.rondo.tracking.RunQuery;
import dev.rondo.tracking.RunStatus;
import dev.rondo.tracking.RunUpdate;
import dev.rondo.tracking.RunViewType;
import dev.rondo.tracking.Runs;
import dev.rondo.tracking.Tracking;
import java.io.IOException;
import java.util.Objects;

/** {@code runs/…} that make, read and change runs. */
final class RunCalls {
    private static final int PAGE = 1_000;
    private static final int LARGEST_PAGE = 50_000;
    private static final Choices<RunStatus> STATUSES = Choices.of(RunStatus.class, "");
    private static final Choices<RunViewType> VIEWS = Choices.of(RunViewType.class, "");

    private final Runs runs;

    RunCalls(Runs runs) {
        this.runs = runs;
    }

    /** Without a start time a run starts at 0, as proto's default has it. */
    void create(Fields in, JsonGenerator out) throws IOException {
        var experiment = in.text("experiment_id");
        var wanted =
                new NewRun(
                        experiment.isEmpty() ? Tracking.DEFAULT_EXPERIMENT : experiment,
                        in.filled("run_name"),
                        in.text("user_id"),
                        in.integer("start_time", 0),
                        in.pairs("tags"),
                        null);
        out.writeFieldName("run");
        RunJson.writeNew(out, runs.create(wanted));
    }

    void get(Fields in, JsonGenerator out) throws IOException {
        out.writeFieldName("run");
        RunJson.write(out, runs.get(in.runId()));
    }

    void update(Fields in, JsonGenerator out) throws IOException {
        var id = in.runId();
        var update =
                new RunUpdate(
                        in.choice("status", STATUSES),
                        in.integerOrNull("end_time"),
                        in.textOrNull("run_name"));
        out.writeFieldName("run_info");
        RunJson.info(out, runs.update(id, update));
    }

    void delete(Fields in, JsonGenerator out) {
        runs.delete(in.required("run_id"));
    }

    void restore(Fields in, JsonGenerator out) {
        runs.restore(in.required("run_id"));
    }

    void search(Fields in, JsonGenerator out) throws IOException {
        var view =
                Objects.requireNonNullElse(
                        in.choice("run_view_type", VIEWS), RunViewType.ACTIVE_ONLY);
        var query =
                new RunQuery(
                        in.texts("experiment_ids"),
                        in.text("filter"),
                        view,
                        in.count("max_results", PAGE, LARGEST_PAGE),
                        in.texts("order_by"),
                        in.filled("page_token"));
        var page = runs.search(query);
        Answer.list(out, "runs", page.items(), RunJson::writeFound);
        Answer.text(out, "next_page_token", page.nextToken());
    }
}
