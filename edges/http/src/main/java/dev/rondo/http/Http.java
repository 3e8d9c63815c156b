package dev.rondo.http;

import dev.rondo.base.RondoException;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
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
    private final ErrorShapes errors;
    private final RouteTable<Mounted> table = new RouteTable<>();
    private final List<String> routes = new ArrayList<>();
    private final Work work = new Work(MAX_CONCURRENT);
    private final Grpc grpc;
    private final Dispatch dispatch;
    private final @Nullable AccessLog log;

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
        var memory = Memory.ofHeap(options.maxBody());
        var courtesies = new Courtesies(new Cors(options.origins()), options.requestIds());
        var out = options.accessLog();
        this.log = out == null ? null : new AccessLog(out);
        this.grpc = new Grpc(options.maxBody(), work, memory);
        this.dispatch =
                new Dispatch(table, grpc, this.errors, options, courtesies, log, work, memory);
        this.vertx =
                HttpDefaults.vertx(
                        new QuickRoutes(table, this.errors, courtesies, log != null, work, memory),
                        new QuickCalls(grpc, courtesies, log != null, work, memory));
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
            return Listening.start(vertx, host, port, dispatch::begin, dispatch::refuse);
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
        if (log != null) {
            log.close();
        }
    }

    private static String rootMessage(Throwable e) {
        var root = e;
        for (var cause = e.getCause(); cause != null; cause = cause.getCause()) {
            root = cause;
        }
        return String.valueOf(root.getMessage());
    }
}
