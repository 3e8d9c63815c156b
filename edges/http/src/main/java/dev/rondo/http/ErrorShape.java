package dev.rondo.http;

/**
 * How a protocol tells an error (rule 11.1). Besides what routes throw it renders what this room
 * throws itself: {@code http.no_such_path} and {@code http.wrong_method}, {@code http.malformed},
 * {@code http.too_large}, {@code http.line_too_long} (status 414), {@code http.headers_too_long}
 * (431), {@code http.coding}, {@code http.torn}, {@code http.timeout} (504) and {@code
 * server.busy}.
 */
@FunctionalInterface
public interface ErrorShape {
    Reply render(Throwable failure);
}
