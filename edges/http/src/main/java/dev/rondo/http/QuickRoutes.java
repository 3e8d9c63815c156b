package dev.rondo.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds and asks the routes that answer at once, for requests in plain HTTP/1.1. */
final class QuickRoutes {
    /** A route with the values of its path's parameters. */
    record Target(QuickRoute route, Map<String, String> path, String text) {}

    private final RouteTable<Mounted> table;
    private final ErrorShapes errors;
    private final Courtesies courtesies;
    private final boolean logged;
    private final Work work;
    private final Memory memory;

    /**
     * @param logged whether every request has to be seen by the access log, which is Vert.x's
     */
    QuickRoutes(
            RouteTable<Mounted> table,
            ErrorShapes errors,
            Courtesies courtesies,
            boolean logged,
            Work work,
            Memory memory) {
        this.table = table;
        this.errors = errors;
        this.courtesies = courtesies;
        this.logged = logged;
        this.work = work;
        this.memory = memory;
    }

    /** Null where the request is not for a quick route. */
    @Nullable Target find(RequestHead head) {
        if (logged) {
            return null;
        }
        var path = head.path();
        if (table.find(Method.of(head.method()), path)
                        instanceof RouteTable.Found.Route<Mounted> found
                && found.route().route() instanceof QuickRoute route) {
            return new Target(route, found.parameters(), path);
        }
        return null;
    }

    /** Whether a request may be answered on the event loop now. */
    boolean immediate(Target target, RequestHead head) {
        return head.length() <= QuickRoute.LARGEST_BODY
                && !work.draining()
                && target.route().immediate(target.path());
    }

    Memory.Share share() {
        return memory.share();
    }

    /** Most requests say nothing of who asks, and nothing is done about it then. */
    Reply.Whole answer(Target target, RequestHead head) {
        if (!head.courteous() && !courtesies.always()) {
            return answer(target, head, Caller.NOBODY);
        }
        var caller = courtesies.caller(head);
        var reply = answer(target, head, caller);
        var headers = new LinkedHashMap<>(reply.headers());
        courtesies
                .told(caller, head)
                .forEach((name, value) -> headers.merge(name, value, (a, b) -> a + ", " + b));
        return new Reply.Whole(reply.status(), reply.contentType(), reply.body(), headers);
    }

    private Reply.Whole answer(Target target, RequestHead head, Caller caller) {
        var request =
                new Request(
                        target.path(),
                        Map.of(),
                        head,
                        head.body(),
                        Optional.empty(),
                        caller,
                        _ -> {});
        try {
            caller.checkTime();
            var reply = caller.call(() -> target.route().handle(request));
            return Replies.finished(Replies.whole(reply), head);
        } catch (Exception | StackOverflowError e) {
            return Replies.finished(Replies.whole(errors.of(target.text()).render(e)), head);
        }
    }
}
