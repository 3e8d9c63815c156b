package dev.rondo.serving;

import dev.rondo.store.Tx;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The decisions taken in shadow, kept until the release leaves that state. */
final class ShadowRows {
    private ShadowRows() {}

    static void insert(Tx tx, String releaseId, Map<String, Boolean> decisions) {
        var rows = new ArrayList<@Nullable Object[]>(decisions.size());
        decisions.forEach((id, acted) -> rows.add(new Object[] {releaseId, id, acted}));
        tx.batch(
                "INSERT INTO serving_shadow_answers (release_id, prediction_id, acted) VALUES (?, ?, ?)"
                        + " ON CONFLICT (release_id, prediction_id) DO NOTHING",
                rows);
    }

    /** The decisions beside these outcomes' predictions, by prediction id; some may lack one. */
    static Map<String, Boolean> find(Tx tx, String releaseId, List<MaturedOutcome> outcomes) {
        if (outcomes.isEmpty()) {
            return Map.of();
        }
        var arguments = new Object[outcomes.size() + 1];
        arguments[0] = releaseId;
        for (int i = 0; i < outcomes.size(); i++) {
            arguments[i + 1] = outcomes.get(i).predictionId();
        }
        var places = String.join(", ", Collections.nCopies(outcomes.size(), "?"));
        var decisions = new HashMap<String, Boolean>();
        tx.query(
                "SELECT prediction_id, acted FROM serving_shadow_answers WHERE release_id = ? AND prediction_id IN ("
                        + places
                        + ")",
                row -> decisions.put(row.text("prediction_id"), row.flag("acted")),
                arguments);
        return decisions;
    }

    static void delete(Tx tx, String releaseId) {
        tx.update("DELETE FROM serving_shadow_answers WHERE release_id = ?", releaseId);
    }
}
