package dev.rondo.wire.mlflow;

import dev.rondo.base.RondoException;
import dev.rondo.http.Request;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the sender of a request reaches this server, for answers that hold whole addresses: by the
 * name that it has used itself, or that a proxy in front says it has used.
 */
final class ServerAddress {
    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9._~-]+(:[0-9]{1,5})?|\\[[0-9A-Fa-f:.]+](:[0-9]{1,5})?");

    private ServerAddress() {}

    /** Scheme and host, without a slash at the end. */
    static String of(Request request) {
        var headers = request.headers();
        var host = first(headers.get("X-Forwarded-Host"));
        if (host == null) {
            host = first(headers.get("Host"));
        }
        if (host == null || !HOST.matcher(host).matches()) {
            throw RondoException.user("mlflow.host", "the request has no Host that can be read");
        }
        var scheme = first(headers.get("X-Forwarded-Proto"));
        return ("https".equalsIgnoreCase(scheme) ? "https://" : "http://") + host;
    }

    private static @Nullable String first(@Nullable String header) {
        return header == null ? null : header.split(",", 2)[0].strip();
    }
}
