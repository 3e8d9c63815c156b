package dev.rondo.wire.mlflow;

import dev.rondo.base.RondoException;
import java.util.regex.Pattern;

/** The number of a model's version, which MLflow sends as text. */
final class VersionNumber {
    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]+");

    private VersionNumber() {}

    /**
     * Reads a number.
     *
     * @throws RondoException of kind USER for what is none; NOT_FOUND for one that is too large or
     *     too small to be a version's
     */
    static int read(String model, String text) {
        if (!WHOLE.matcher(text).matches()) {
            throw RondoException.user(
                    "mlflow.version", "Parameter 'version' must be an integer, got '" + text + "'.");
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw RondoException.notFound(
                            "version.not_found",
                            "Model Version (name=" + model + ", version=" + text + ") not found")
                    .causedBy(e);
        }
    }
}
