package dev.rondo.wire.shared;

import dev.rondo.http.Failures;
import dev.rondo.http.Reply;

/** The shape of errors that most protocols of model servers have: {@code {"error": "…"}}. */
public final class ErrorText {
    private ErrorText() {}

    /** The error's status and body. */
    public static Reply render(Throwable failure) {
        var known = Failures.told(failure);
        return ModelJson.object(
                ModelFailures.status(known),
                out -> out.writeStringField("error", String.valueOf(known.getMessage())));
    }
}
