package dev.rondo.base;

/** What sort of trouble an error is: it decides a protocol's status and who has to act. */
public enum ErrorKind {
    /** The caller sent something wrong and can mend it. */
    USER,
    /** The thing named does not exist. */
    NOT_FOUND,
    /** The request contradicts the present state, such as a second, different outcome. */
    CONFLICT,
    /** A stated limit on size, depth or count was passed. */
    LIMIT,
    /**
     * The service cannot answer now, such as with a full disk; the same request may succeed later.
     */
    UNAVAILABLE,
    /** A fault of ours. */
    INTERNAL
}
