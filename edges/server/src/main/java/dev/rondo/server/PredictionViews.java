package dev.rondo.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.inference.PredictionRecord;

/** A journal record as the REST shows it. */
final class PredictionViews {
    private PredictionViews() {}

    static ObjectNode of(PredictionRecord record) {
        var view = Views.of(record);
        view.remove("id");
        view.put("prediction_id", record.id());
        var decision = record.decision();
        if (decision != null) {
            view.put("decision", decision ? "act" : "pass");
        }
        // The caller's own field names are not ours to rename.
        view.set("input", dev.rondo.base.Json.MAPPER.valueToTree(record.input()));
        return view;
    }
}
