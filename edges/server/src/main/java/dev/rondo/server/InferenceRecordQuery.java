package dev.rondo.server;

import dev.rondo.base.RondoException;
import dev.rondo.inference.InferenceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Which records are meant.
 *
 * @param model of this model only; null for all
 * @param from the first place in the journal: the number behind the hyphen of a prediction's id
 * @param limit so many at most
 */
public record InferenceRecordQuery(@Nullable String model, long from, long limit) {
    public InferenceRecordQuery {
        if (from < 0 || limit < 1) {
            throw RondoException.user("predictions.range", "there are no such records")
                    .next("begin at 0 or later, and ask for at least one");
        }
    }

    boolean asksFor(InferenceRecord record) {
        return model == null || model.equals(record.model());
    }
}
