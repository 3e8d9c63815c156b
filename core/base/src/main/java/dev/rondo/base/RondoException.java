package dev.rondo.base;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The one exception that crosses a room's border (rule 11.1): what is wrong, where, why, and what
 * to do next.
 *
 * <pre>{@code
 * throw RondoException.user("dataset.ragged_row", "the row has 19 fields, the header 20")
 *         .at("churn.csv, line 812")
 *         .because("every row needs one field per column")
 *         .next("mend the row, or quote a field that contains a comma");
 * }</pre>
 */
public final class RondoException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ErrorKind kind;
    private final String code;
    private final String what;
    private final @Nullable String where;
    private final @Nullable String why;
    private final @Nullable String next;

    private RondoException(
            ErrorKind kind,
            String code,
            String what,
            @Nullable String where,
            @Nullable String why,
            @Nullable String next,
            @Nullable Throwable cause) {
        super(sentence(what, where, why, next), cause);
        this.kind = Objects.requireNonNull(kind);
        this.code = Objects.requireNonNull(code);
        this.what = Objects.requireNonNull(what);
        this.where = where;
        this.why = why;
        this.next = next;
    }

    public static RondoException of(ErrorKind kind, String code, String what) {
        return new RondoException(kind, code, what, null, null, null, null);
    }

    public static RondoException user(String code, String what) {
        return of(ErrorKind.USER, code, what);
    }

    public static RondoException notFound(String code, String what) {
        return of(ErrorKind.NOT_FOUND, code, what);
    }

    public static RondoException conflict(String code, String what) {
        return of(ErrorKind.CONFLICT, code, what);
    }

    public static RondoException limit(String code, String what) {
        return of(ErrorKind.LIMIT, code, what);
    }

    public static RondoException unavailable(String code, String what) {
        return of(ErrorKind.UNAVAILABLE, code, what);
    }

    public static RondoException internal(String code, String what) {
        return of(ErrorKind.INTERNAL, code, what);
    }

    /** The place: a file and line, a field's path, a column. */
    public RondoException at(String place) {
        return copy(place, why, next, getCause());
    }

    public RondoException because(String reason) {
        return copy(where, reason, next, getCause());
    }

    /** What the reader should do now. */
    public RondoException next(String advice) {
        return copy(where, why, advice, getCause());
    }

    public RondoException causedBy(Throwable cause) {
        return copy(where, why, next, cause);
    }

    private RondoException copy(
            @Nullable String place,
            @Nullable String reason,
            @Nullable String advice,
            @Nullable Throwable cause) {
        var copy = new RondoException(kind, code, what, place, reason, advice, cause);
        copy.setStackTrace(getStackTrace());
        return copy;
    }

    public ErrorKind kind() {
        return kind;
    }

    /** A stable, dotted name for programs, such as {@code dataset.ragged_row}. */
    public String code() {
        return code;
    }

    public String what() {
        return what;
    }

    public @Nullable String where() {
        return where;
    }

    public @Nullable String why() {
        return why;
    }

    public @Nullable String nextStep() {
        return next;
    }

    private static String sentence(
            String what, @Nullable String where, @Nullable String why, @Nullable String next) {
        var text = new StringBuilder();
        if (where != null) {
            text.append(where).append(": ");
        }
        text.append(what);
        if (why != null) {
            text.append("; ").append(why);
        }
        if (next != null) {
            text.append(". ")
                    .append(Character.toUpperCase(next.charAt(0)))
                    .append(next, 1, next.length());
        }
        return text.toString();
    }
}
