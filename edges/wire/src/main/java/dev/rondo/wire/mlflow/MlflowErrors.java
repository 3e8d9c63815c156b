package dev.rondo.wire.mlflow;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rondo.base.RondoException;
import dev.rondo.http.Failures;
import dev.rondo.http.Reply;
import java.io.IOException;

/** Renders an error in MLflow's shape: {@code {"error_code", "message", …}}. */
final class MlflowErrors {
    private MlflowErrors() {}

    static Reply render(Throwable failure) {
        return reply(Failures.told(failure));
    }

    /** The message alone, where a protocol has no place for more. */
    static String message(Throwable failure) {
        return message(Failures.told(failure));
    }

    private static Reply reply(RondoException e) {
        var code = code(e);
        int status =
                switch (e.code()) {
                    case "http.wrong_method" -> 405;
                    case "http.too_large" -> 413;
                    case "http.line_too_long" -> 414;
                    case "http.headers_too_long" -> 431;
                    default -> code.status;
                };
        return new Reply.Whole(
                status, Reply.JSON, Answer.object(out -> write(out, code, message(e))));
    }

    /**
     * A wrong method counts as an unknown endpoint, since that is what makes clients try the other
     * one that they know.
     */
    private static ErrorCode code(RondoException e) {
        return switch (e.code()) {
            case "http.no_such_path", "http.wrong_method" -> ErrorCode.ENDPOINT_NOT_FOUND;
            default -> ErrorCode.of(e);
        };
    }

    /**
     * What is wrong, in MLflow's words where it has any, and where. Errors that MLflow does not
     * know give a reason, and say what to do.
     */
    private static String message(RondoException e) {
        var message = new StringBuilder(e.what());
        if (e.where() != null) {
            message.append(" (").append(e.where()).append(')');
        }
        if (e.why() != null) {
            message.append("; ").append(e.why());
            if (e.nextStep() != null) {
                message.append("; ").append(e.nextStep());
            }
        }
        return message.toString();
    }

    private static void write(JsonGenerator out, ErrorCode code, String message)
            throws IOException {
        out.writeStringField("error_code", code.name());
        out.writeStringField("message", message);
        Answer.text(out, "sqlstate", code.sqlState);
        Answer.text(out, "error_class", code.errorClass);
    }
}
