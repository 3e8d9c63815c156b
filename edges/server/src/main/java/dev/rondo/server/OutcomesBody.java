package dev.rondo.server;

import dev.rondo.base.Micros;
import dev.rondo.base.OutcomeText;
import dev.rondo.base.RondoException;
import dev.rondo.monitoring.OutcomeRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body of a report of outcomes. */
record OutcomesBody(@Nullable List<@Nullable Row> outcomes) {

    /**
     * @param outcome one of the target's two values: a text, a number or a boolean
     * @param eventTime ISO 8601 with a zone; without one the time of arrival counts
     */
    record Row(
            @Nullable String predictionId, @Nullable Object outcome, @Nullable String eventTime) {}

    List<OutcomeRequest> checked() {
        var rows = TrainRequest.required(outcomes, "outcomes");
        var checked = new ArrayList<OutcomeRequest>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            checked.add(request(rows.get(i), "outcomes[" + i + "]"));
        }
        return checked;
    }

    private static OutcomeRequest request(@Nullable Row row, String place) {
        if (row == null || row.predictionId() == null || row.outcome() == null) {
            throw RondoException.user(
                            "json.missing_field", "prediction_id and outcome are both needed")
                    .at(place)
                    .next("add what is missing");
        }
        try {
            var time = row.eventTime();
            return new OutcomeRequest(
                    row.predictionId(),
                    text(row.outcome()),
                    time == null ? null : Micros.parse(time));
        } catch (RondoException e) {
            throw e.at(place + ".event_time");
        }
    }

    private static String text(Object outcome) {
        return outcome instanceof Double number
                ? OutcomeText.of(number)
                : OutcomeText.of(outcome.toString());
    }
}
