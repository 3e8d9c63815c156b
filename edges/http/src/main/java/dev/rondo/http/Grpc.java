package dev.rondo.http;

import dev.rondo.base.RondoException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** gRPC over HTTP/2: finds the method of a call, and tells failures as gRPC does. */
final class Grpc {
    static final String UNKNOWN_METHOD = "grpc" + GrpcMethod.NOT_SERVED;

    /** The end of an error's code that makes it DEADLINE_EXCEEDED. */
    static final String TIMEOUT = ".timeout";

    static final String TYPE = "application/grpc";

    private final Map<String, GrpcMethod> methods = new ConcurrentHashMap<>();
    private final int limit;
    private final Work work;
    private final Memory memory;

    Grpc(int limit, Work work, Memory memory) {
        this.limit = limit;
        this.work = work;
        this.memory = memory;
    }

    void add(String path, GrpcMethod method) {
        if (methods.putIfAbsent(path, method) != null) {
            throw new IllegalStateException("two methods for " + path);
        }
    }

    /** Null where there is no such method. */
    @Nullable GrpcMethod method(@Nullable String path) {
        return path == null ? null : methods.get(path);
    }

    static boolean speaks(HttpServerRequest request) {
        return isType(request.getHeader("Content-Type")) && request.version() == HttpVersion.HTTP_2;
    }

    static boolean isType(@Nullable String type) {
        return type != null
                && type.startsWith(TYPE)
                && (type.length() == TYPE.length()
                        || "+;".indexOf(type.charAt(TYPE.length())) >= 0);
    }

    void handle(HttpServerRequest request, Caller caller) {
        try {
            var coding = Coding.named(request.getHeader("grpc-encoding"));
            switch (method(request.path())) {
                case null -> fail(request, unknownMethod());
                case GrpcMethod.Unary unary -> unary(request, caller, unary, coding);
                case GrpcMethod.Stream stream ->
                        new GrpcStreamCall(request, caller, stream, limit, coding, memory.share())
                                .start(work);
            }
        } catch (RondoException e) {
            fail(request, e);
        }
    }

    /** One call of a method with one message, and what it holds. */
    private record Call(
            HttpServerRequest request,
            Caller caller,
            GrpcMethod.Unary method,
            Optional<Coding> coding,
            Memory.Share share) {
        void fail(Throwable failure) {
            Grpc.fail(request, failure);
            share.close();
        }

        void answer(byte[] message) {
            try {
                succeed(request, ask(caller, method, message), coding);
            } catch (Exception | StackOverflowError e) {
                Grpc.fail(request, e);
            } finally {
                share.close();
            }
        }
    }

    /** The method's answer, while the caller still waits for it. */
    static byte[] ask(Caller caller, GrpcMethod.Unary method, byte[] message) throws Exception {
        caller.checkTime();
        var answer = caller.call(() -> method.answer(message));
        caller.checkTime();
        return answer;
    }

    private void unary(
            HttpServerRequest request,
            Caller caller,
            GrpcMethod.Unary method,
            Optional<Coding> coding) {
        var call = new Call(request, caller, method, coding, memory.share());
        var messages = new ArrayList<byte[]>(1);
        var frames = new GrpcFrames(limit, coding, call.share(), message -> add(messages, message));
        var failed = new boolean[1];
        request.handler(piece -> {
            try {
                if (!failed[0]) {
                    frames.add(piece);
                }
            } catch (RondoException e) {
                failed[0] = true;
                call.fail(e);
            }
        });
        request.exceptionHandler(_ -> call.share().close());
        request.endHandler(end -> {
            if (failed[0]) {
                return;
            }
            if (messages.isEmpty() || !frames.complete()) {
                call.fail(RondoException.user("grpc.torn", "the message broke off"));
            } else {
                run(call, messages.getFirst());
            }
        });
    }

    private static void add(List<byte[]> messages, byte[] message) {
        if (!messages.isEmpty()) {
            throw RondoException.user("grpc.several", "the method takes one message");
        }
        messages.add(message);
    }

    private void run(Call call, byte[] message) {
        if (message.length <= QuickRoute.LARGEST_BODY
                && call.coding().isEmpty()
                && !work.draining()
                && call.method().immediate(message)) {
            call.answer(message);
        } else if (!work.start(() -> call.answer(message))) {
            call.fail(work.refusal());
        }
    }

    private static void succeed(HttpServerRequest request, byte[] answer, Optional<Coding> coding) {
        var response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        begin(request, coding);
        response.putTrailer(GrpcStatus.CODE, "0");
        var _ = response.end(GrpcFrames.framed(answer, coding));
    }

    static void begin(HttpServerRequest request, Optional<Coding> coding) {
        var response = request.response().putHeader("content-type", TYPE);
        coding.ifPresent(used -> response.putHeader("grpc-encoding", used.header()));
    }

    /** Ends a call with a status; in the first headers when nothing has been sent. */
    static void fail(HttpServerRequest request, Throwable failure) {
        var response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        var status = GrpcStatus.of(failure);
        if (response.headWritten()) {
            response.putTrailer(GrpcStatus.CODE, status.code())
                    .putTrailer(GrpcStatus.MESSAGE, status.message());
        } else {
            response.putHeader("content-type", TYPE)
                    .putHeader(GrpcStatus.CODE, status.code())
                    .putHeader(GrpcStatus.MESSAGE, status.message());
        }
        var _ = response.end();
    }

    private static RondoException unknownMethod() {
        return RondoException.notFound(UNKNOWN_METHOD, "there is no such method here");
    }
}
