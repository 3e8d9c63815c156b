package dev.rondo.inference;

import dev.rondo.base.RondoException;
import java.util.regex.Pattern;

/**
 * The address of a prediction's record: the journal's replica and the sequence in it. As text
 * {@code r<replica>-<sequence>}, such as {@code r00c0ffee-17}.
 *
 * @param replica 8 lower-case hexadecimal digits
 * @param sequence 0 or more
 */
public record PredictionId(String replica, long sequence) {
    private static final Pattern REPLICA = Pattern.compile("[0-9a-f]{8}");
    private static final Pattern TEXT = Pattern.compile("r([0-9a-f]{8})-(0|[1-9][0-9]{0,17})");

    public PredictionId {
        if (!REPLICA.matcher(replica).matches() || sequence < 0) {
            throw new IllegalArgumentException("no prediction id: " + replica + ", " + sequence);
        }
    }

    /**
     * Reads the text form.
     *
     * @throws dev.rondo.base.RondoException of kind NOT_FOUND when the text is no prediction id,
     *     for then it names no prediction of ours
     */
    public static PredictionId parse(String text) {
        var parts = TEXT.matcher(text);
        if (!parts.matches()) {
            var shown = text.length() > 40 ? text.substring(0, 40) + "…" : text;
            throw RondoException.notFound(
                            "prediction.unknown", "there is no prediction \"" + shown + "\"")
                    .because("an id looks like r00c0ffee-17")
                    .next("send the prediction_id of an answer");
        }
        return new PredictionId(parts.group(1), Long.parseLong(parts.group(2)));
    }

    @Override
    public String toString() {
        return "r" + replica + "-" + sequence;
    }
}
