package dev.rondo.http;

import dev.rondo.base.RondoException;
import io.vertx.core.http.HttpServerRequest;

/** What this room itself refuses. */
final class HttpErrors {
    private HttpErrors() {}

    static RondoException tooLarge(long limit) {
        return RondoException.limit("http.too_large", "the body is larger than " + limit + " bytes")
                .next("send less at once");
    }

    static RondoException noRoute(String paths) {
        return RondoException.notFound("http.no_such_path", "there is nothing at this path")
                .next("every path is listed in " + paths);
    }

    static RondoException malformed() {
        return RondoException.user("http.malformed", "the request's path or query cannot be read")
                .next("check its percent-encoding");
    }

    static RondoException wrongMethod(HttpServerRequest request, String paths) {
        return RondoException.user(
                        "http.wrong_method", "this path does not take " + request.method().name())
                .next(paths + " lists its methods");
    }
}
