package dev.rondo.server;

import dev.rondo.http.HttpOptions;
import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a server of model files does for requests of any protocol, if it is asked for.
 *
 * @param origins whose pages a browser lets read the answers; {@code *} for any, none for no CORS
 * @param requestIds whether a request without an id gets one
 * @param accessLog takes a line for each request; null for no log
 */
public record EdgeOptions(
        List<String> origins, boolean requestIds, @Nullable PrintStream accessLog) {
    public static final EdgeOptions NONE = new EdgeOptions(List.of(), false, null);

    public EdgeOptions {
        origins = List.copyOf(origins);
    }

    HttpOptions http(int maxMessage, String paths) {
        return new HttpOptions(maxMessage, paths, origins, requestIds, accessLog);
    }
}
