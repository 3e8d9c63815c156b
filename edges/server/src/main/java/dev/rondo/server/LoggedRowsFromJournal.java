package dev.rondo.server;

import dev.rondo.base.Column;
import dev.rondo.base.ColumnType;
import dev.rondo.base.RondoException;
import dev.rondo.data.LoggedRows;
import dev.rondo.data.Table;
import dev.rondo.data.TableBuilder;
import dev.rondo.inference.LoadedModel;
import dev.rondo.inference.PredictionId;
import dev.rondo.inference.PredictionRecords;
import dev.rondo.inference.Target;
import dev.rondo.journal.Journal;
import dev.rondo.monitoring.OutcomeCursor;
import dev.rondo.monitoring.Outcomes;
import dev.rondo.monitoring.RecordedOutcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Joins what data asks for: inputs from the journal, outcomes from monitoring. */
final class LoggedRowsFromJournal implements LoggedRows {
    private static final int PAGE = 5000;

    private final Journal journal;
    private final Outcomes outcomes;
    private final Function<String, LoadedModel> liveModel;

    LoggedRowsFromJournal(
            Journal journal, Outcomes outcomes, Function<String, LoadedModel> liveModel) {
        this.journal = journal;
        this.outcomes = outcomes;
        this.liveModel = liveModel;
    }

    @Override
    public Table rows(String endpoint, long fromEventTime, long toEventTime, int limit) {
        var model = liveModel.apply(endpoint);
        var builder = new TableBuilder(schema(model));
        for (var outcome : latest(endpoint, fromEventTime, toEventTime, limit)) {
            builder.add(row(outcome, model.target()));
        }
        if (builder.rows() == 0) {
            throw RondoException.unavailable(
                            "loop.no_rows", "no served row with a known outcome lies in that time")
                    .at(endpoint)
                    .next("send outcomes for the predictions and try again");
        }
        return builder.build();
    }

    private static List<Column> schema(LoadedModel model) {
        var columns = new ArrayList<Column>();
        model.signature()
                .inputs()
                .forEach(column -> columns.add(new Column(column.name(), column.type(), true)));
        columns.add(new Column(model.target().column(), ColumnType.CATEGORY, false));
        return columns;
    }

    private Iterable<RecordedOutcome> latest(String endpoint, long from, long to, int limit) {
        var kept = new ArrayDeque<RecordedOutcome>();
        var cursor = OutcomeCursor.START;
        while (true) {
            var page = outcomes.between(endpoint, from, to, cursor, PAGE);
            for (var outcome : page) {
                kept.addLast(outcome);
                if (kept.size() > limit) {
                    kept.removeFirst();
                }
            }
            if (page.size() < PAGE) {
                return kept;
            }
            cursor = page.getLast().cursor();
        }
    }

    private Map<String, @Nullable Object> row(RecordedOutcome outcome, Target target) {
        var id = PredictionId.parse(outcome.predictionId());
        var bytes =
                journal.read(id.sequence())
                        .orElseThrow(() ->
                                new IllegalStateException("an outcome without a record: " + id));
        var values =
                new LinkedHashMap<String, @Nullable Object>(
                        PredictionRecords.decode(id, bytes).input());
        values.put(target.column(), outcome.positive() ? target.positive() : target.negative());
        return values;
    }
}
