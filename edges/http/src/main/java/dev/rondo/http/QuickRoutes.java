package dev.rondo.http;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds and asks the routes that answer at once, for requests in plain HTTP/1.1. */
final class QuickRoutes {
    /** A route with the values of its path's parameters. */
    record Target(QuickRoute route, Map<String, String> path, String text) {}

    private final RouteTable<Mounted> table;
    private final ErrorShapes errors;
    private final Work work;
    private final Memory memory;

    QuickRoutes(RouteTable<Mounted> table, ErrorShapes errors, Work work, Memory memory) {
        this.table = table;
        this.errors = errors;
        this.work = work;
        this.memory = memory;
    }

    /** Null where the request is not for a quick route. */
    @Nullable Target find(RequestHead head) {
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

    Reply.Whole answer(Target target, RequestHead head) {
        var request = new Request(target.path(), Map.of(), head, head.body(), Optional.empty());
        try {
            return Replies.finished(Replies.whole(target.route().handle(request)), head);
        } catch (Exception | StackOverflowError e) {
            return Replies.finished(Replies.whole(errors.of(target.text()).render(e)), head);
        }
    }
}
