package dev.rondo.http;

import java.util.Map;

/** A route that may answer on the event loop, where a request costs no thread of its own. */
public interface QuickRoute extends Route {
    /** Larger bodies are answered on a virtual thread, whatever the route says. */
    int LARGEST_BODY = 4 << 10;

    /**
     * Whether the answer to a small body takes microseconds and waits for nothing.
     *
     * @param path the values of the path's parameters
     */
    boolean immediate(Map<String, String> path);
}
