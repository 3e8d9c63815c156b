package dev.rondo.http;

/** What answers a request; it may block, and runs on a virtual thread of its own. */
@FunctionalInterface
public interface Route {
    /** Answers; whatever it throws is rendered by the path's {@link ErrorShape}. */
    Reply handle(Request request) throws Exception;
}
