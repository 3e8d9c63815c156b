package dev.rondo.http;

import dev.rondo.base.RondoException;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The binding between Vert.x and our blocking routes: it reads the body on the event loop within a
 * stated limit, runs the route on a virtual thread and writes the reply. Routes never see Vert.x.
 */
public final class Http implements AutoCloseable {
    /** Largest body of an upload route, which is a stream. */
    public static final long MAX_UPLOAD = 2L << 30;

    /** Requests at work at once; more are answered 503. */
    static final int MAX_CONCURRENT = 512;

    private final Vertx vertx;
    private final int maxBody;
    private final String paths;
    private final ErrorShapes errors;
    private final RouteTable<Mounted> table = new RouteTable<>();
    private final List<String> routes = new ArrayList<>();
    private final Work work = new Work(MAX_CONCURRENT);
    private final Memory memory;
    private final Grpc grpc;

    /**
     * Listens to nothing yet.
     *
     * @param errors how errors are told where no path's own shape is known
     */
    public Http(ErrorShape errors) {
        this(errors, HttpOptions.STANDARD);
    }

    /** As {@link #Http(ErrorShape)}, with limits of its own. */
    public Http(ErrorShape errors, HttpOptions options) {
        this.errors = new ErrorShapes(errors);
        this.maxBody = options.maxBody();
        this.paths = options.paths();
        this.memory = Memory.ofHeap(maxBody);
        this.grpc = new Grpc(maxBody, work, memory);
        this.vertx = HttpDefaults.vertx(new QuickRoutes(table, this.errors, work, memory));
    }

    /** Has errors under a path told in a protocol's own shape; the longest prefix counts. */
    public void errors(String prefix, ErrorShape shape) {
        errors.add(prefix, shape);
    }

    /** Takes paths under this segment, such as {@code v1}, in any case, but for their values. */
    public void anyCase(String firstSegment) {
        table.anyCase(firstSegment);
    }

    /** A route that has its body in memory. */
    public void route(Method method, String path, Route route) {
        routes.add(described(method, path));
        table.add(method, path, new Mounted(route, false));
    }

    /** A route that has its body in memory, and answers on the event loop where it can. */
    public void quick(Method method, String path, QuickRoute route) {
        routes.add(described(method, path));
        table.add(method, path, new Mounted(route, false));
    }

    /**
     * A method of a gRPC service, on every port that is listened on.
     *
     * @param path such as {@code /inference.GRPCInferenceService/ModelInfer}
     */
    public void grpc(String path, GrpcMethod method) {
        grpc.add(path, method);
    }

    /** A route that reads its body as a stream. */
    public void upload(Method method, String path, Route route) {
        routes.add(described(method, path));
        table.add(method, path, new Mounted(route, true));
    }

    /** Method and path of every route, parameters in braces. */
    public List<String> routes() {
        return List.copyOf(routes);
    }

    private static String described(Method method, String path) {
        return method.name() + " " + path.replaceAll("[:*](\\w+)", "{$1}");
    }

    /**
     * Listens: to HTTP/1.1, to HTTP/2 without TLS, and to gRPC. May be called for several ports.
     *
     * @return the port, chosen by the system where 0 was asked for
     * @throws RondoException of kind UNAVAILABLE when the port is taken
     */
    public int listen(String host, int port) {
        try {
            return Listening.start(vertx, host, port, this::dispatch, this::fail);
        } catch (Exception e) {
            // Vert.x throws what the socket threw, checked or not.
            throw RondoException.unavailable(
                            "server.port_taken",
                            "cannot listen on " + host + ":" + port + " (" + rootMessage(e) + ")")
                    .next("choose another with --port, or 0 for any free one")
                    .causedBy(e);
        }
    }

    /** Refuses new requests and waits until those at work are answered, ten seconds at most. */
    @Override
    public void close() {
        work.drain();
        vertx.close().await();
    }

    private void dispatch(HttpServerRequest request) {
        if (Grpc.speaks(request)) {
            grpc.handle(request);
            return;
        }
        var path = request.path();
        switch (table.find(Method.of(request.method().name()), path == null ? "" : path)) {
            case RouteTable.Found.Route<Mounted> found -> {
                var route = found.route().route();
                if (found.route().upload()) {
                    readUpload(request, found.parameters(), route);
                } else {
                    readBody(request, found.parameters(), route);
                }
            }
            case RouteTable.Found.NoSuchPath<Mounted> _ -> fail(request, HttpErrors.noRoute(paths));
            case RouteTable.Found.WrongMethod<Mounted> _ ->
                    fail(request, HttpErrors.wrongMethod(request, paths));
            case RouteTable.Found.Malformed<Mounted> _ -> fail(request, HttpErrors.malformed());
        }
    }

    private void fail(HttpServerRequest request, Throwable failure) {
        Replies.send(request, errors.of(request.path()).render(failure));
    }

    private void readBody(HttpServerRequest request, Map<String, String> path, Route route) {
        if (declaredLength(request) > maxBody) {
            fail(request, HttpErrors.tooLarge(maxBody));
            return;
        }
        var share = memory.share();
        var body = new WholeBody(maxBody, share);
        request.handler(piece -> {
            var refusal = body.add(piece);
            if (refusal != null) {
                fail(request, refusal);
            }
        });
        request.exceptionHandler(_ -> share.close());
        request.endHandler(end -> {
            if (!body.refused()) {
                run(new Call(request, path, route, body.bytes(), null, share));
            }
        });
    }

    private void readUpload(HttpServerRequest request, Map<String, String> path, Route route) {
        if (declaredLength(request) > MAX_UPLOAD) {
            fail(request, HttpErrors.tooLarge(MAX_UPLOAD));
            return;
        }
        var upload = new BodyStream(request, vertx.getOrCreateContext(), MAX_UPLOAD);
        run(new Call(request, path, route, new byte[0], upload, memory.share()));
    }

    /** A request with its body, its route and what it holds in memory. */
    private record Call(
            HttpServerRequest request,
            Map<String, String> path,
            Route route,
            byte[] body,
            @Nullable BodyStream upload,
            Memory.Share share) {
        boolean immediate() {
            return route instanceof QuickRoute quick
                    && body.length <= QuickRoute.LARGEST_BODY
                    && !request.headers().contains("Content-Encoding")
                    && quick.immediate(path);
        }

        void done() {
            share.close();
            if (upload != null) {
                upload.discard();
            }
        }
    }

    private void run(Call call) {
        if (call.immediate() && !work.draining()) {
            answerAll(call);
        } else if (!work.start(() -> answerAll(call))) {
            fail(call.request(), work.refusal());
            call.done();
        }
    }

    private void answerAll(Call call) {
        try {
            Replies.send(call.request(), answer(call));
        } finally {
            call.done();
        }
    }

    private Reply answer(Call call) {
        var request = call.request();
        try {
            var headers = request.headers();
            return call.route()
                    .handle(
                            new Request(
                                    call.path(),
                                    queryValues(request),
                                    headers::get,
                                    plainBody(call),
                                    Optional.ofNullable(call.upload())));
        } catch (Exception | StackOverflowError e) {
            return errors.of(request.path()).render(e);
        }
    }

    private byte[] plainBody(Call call) {
        if (call.upload() != null) {
            return call.body();
        }
        return Coding.named(call.request().getHeader("Content-Encoding"))
                .map(coding -> coding.unpack(call.body(), maxBody, call.share()))
                .orElse(call.body());
    }

    private static long declaredLength(HttpServerRequest request) {
        var text = request.getHeader("Content-Length");
        try {
            return text == null ? 0 : Long.parseLong(text);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    private static Map<String, List<String>> queryValues(HttpServerRequest request) {
        if (request.query() == null) {
            return Map.of();
        }
        var values = new LinkedHashMap<String, List<String>>();
        try {
            for (var parameter : request.params()) {
                values.computeIfAbsent(parameter.getKey(), name -> new ArrayList<>())
                        .add(parameter.getValue());
            }
        } catch (IllegalArgumentException e) {
            throw HttpErrors.malformed().causedBy(e);
        }
        return values;
    }

    private static String rootMessage(Throwable e) {
        var root = e;
        for (var cause = e.getCause(); cause != null; cause = cause.getCause()) {
            root = cause;
        }
        return String.valueOf(root.getMessage());
    }
}
