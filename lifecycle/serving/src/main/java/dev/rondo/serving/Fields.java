package dev.rondo.serving;

import dev.rondo.base.RondoException;
import java.util.Set;
import java.util.TreeSet;

/** Refuses what no version of an endpoint has ever known: a typing error would pass as missing. */
final class Fields {
    static final int MAX_TEXT = 8192;
    private static final int SHOWN = 20;

    private Fields() {}

    /**
     * @throws RondoException of kind USER that names instance and field
     */
    static void check(Set<String> known, Instance instance, int index) {
        for (var field : instance.features().entrySet()) {
            if (!known.contains(field.getKey())) {
                throw unknown(known, field.getKey(), index);
            }
            if (field.getValue() instanceof String text && text.length() > MAX_TEXT) {
                throw RondoException.limit(
                                "predict.text_too_long",
                                "the text has "
                                        + text.length()
                                        + " characters, the limit is "
                                        + MAX_TEXT)
                        .at(place(index, field.getKey()))
                        .next("shorten it");
            }
        }
    }

    private static RondoException unknown(Set<String> known, String field, int index) {
        var names = new TreeSet<>(known);
        var shown = names.stream().limit(SHOWN).toList();
        var rest = names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : "";
        return RondoException.user("predict.unknown_field", "no version here knows this field")
                .at(place(index, field))
                .because("the fields known are " + String.join(", ", shown) + rest)
                .next("mend the name, or leave the field out");
    }

    static String place(int index, String field) {
        var shown = field.length() > 60 ? field.substring(0, 60) + "…" : field;
        return "instances[" + index + "].features." + shown;
    }
}
