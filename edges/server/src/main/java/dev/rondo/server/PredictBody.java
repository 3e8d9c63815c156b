package dev.rondo.server;

import dev.rondo.base.Ids;
import dev.rondo.base.Micros;
import dev.rondo.base.RondoException;
import dev.rondo.serving.Instance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The body of a request for predictions. */
record PredictBody(@Nullable List<@Nullable Row> instances) {

    /**
     * @param key the entity, which decides the route; without one a random key is taken
     * @param eventTime ISO 8601 with a zone; without one the time of arrival counts
     */
    record Row(
            @Nullable String key,
            @Nullable String eventTime,
            @Nullable Map<String, @Nullable Object> features) {}

    List<Instance> checked() {
        var rows = TrainRequest.required(instances, "instances");
        var checked = new ArrayList<Instance>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            var row = rows.get(i);
            if (row == null || row.features() == null) {
                throw RondoException.user("json.missing_field", "the field is missing")
                        .at("instances[" + i + "].features")
                        .next("add it");
            }
            checked.add(instance(row, row.features(), i));
        }
        return checked;
    }

    private static Instance instance(Row row, Map<String, @Nullable Object> features, int index) {
        try {
            var time = row.eventTime();
            return new Instance(
                    row.key() == null ? Ids.random() : row.key(),
                    time == null ? null : Micros.parse(time),
                    features);
        } catch (RondoException e) {
            throw e.at(
                    "instances["
                            + index
                            + "]"
                            + (e.where() == null ? ".event_time" : "." + e.where()));
        }
    }
}
