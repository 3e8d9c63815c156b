package dev.rondo.client;

import org.jspecify.annotations.Nullable;

/** An answer of the server that is an error, with the server's own explanation. */
public final class RondoClientException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String kind;
    private final String code;
    private final String explanation;

    RondoClientException(int status, String kind, String code, String message) {
        this(status, kind, code, message, null);
    }

    RondoClientException(
            int status, String kind, String code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
        this.kind = kind;
        this.code = code;
        this.explanation = message;
    }

    /** The HTTP status; 0 when the server could not be reached. */
    public int status() {
        return status;
    }

    /** USER, NOT_FOUND, CONFLICT, LIMIT, UNAVAILABLE or INTERNAL. */
    public String kind() {
        return kind;
    }

    /** What went wrong and what to do, in the server's words. */
    public String explanation() {
        return explanation;
    }

    /** The stable, dotted name, such as {@code dataset.ragged_row}. */
    public String code() {
        return code;
    }
}
