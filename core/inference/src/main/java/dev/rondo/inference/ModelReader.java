package dev.rondo.inference;

import dev.rondo.base.RondoException;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A model file as nested values, whether it is JSON or UBJSON. The reader stands before a value;
 * each method takes that whole value, and fails with a clear error when it is of another kind.
 * Nothing is allocated that the file has no bytes for.
 */
interface ModelReader {
    /** How deep objects and arrays may nest. */
    int MAX_DEPTH = 100;

    /** How many fields an object may have. */
    int MAX_FIELDS = 10_000;

    /**
     * Remembers a field's name.
     *
     * @throws RondoException when the object has that field already, or has too many
     */
    static void checkField(String name, Set<String> names, String place) {
        if (!names.add(name)) {
            throw ModelErrors.invalid("the field \"" + shown(name) + "\" comes twice").at(place);
        }
        if (names.size() > MAX_FIELDS) {
            throw RondoException.limit(
                            "model.too_many_fields", "an object may have " + MAX_FIELDS + " fields")
                    .at(place);
        }
    }

    private static String shown(String name) {
        return name.length() > 40 ? name.substring(0, 40) + "…" : name;
    }

    /**
     * Takes an object.
     *
     * @param field is told each name and has to take or skip its value
     */
    void object(Consumer<String> field);

    /**
     * Takes an array.
     *
     * @param element has to take or skip one value
     */
    void array(Runnable element);

    String text();

    /**
     * Takes an array of whole numbers or truth values (1 and 0). A number too large for an int
     * comes as {@link Integer#MIN_VALUE}: XGBoost marks deleted nodes so, and they are never used.
     */
    int[] integers();

    /** Takes an array of numbers, each rounded once to float. */
    float[] numbers();

    void skip();

    /** Checks that nothing follows. */
    void end();
}
