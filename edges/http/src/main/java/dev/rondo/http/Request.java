package dev.rondo.http;

import dev.rondo.base.RondoException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request: its body in memory, or for uploads as a stream.
 *
 * @param path the values of the path's parameters
 * @param query the values of each query parameter, in the order in which they came
 * @param headers read where they came in, as few routes want any
 * @param body the body; empty when it went to {@code upload}
 * @param upload the body of an upload route
 * @param caller what the headers say of who asks
 * @param memory to be told how many bytes the body becomes, before it does, where those may be many
 *     more than it has; throws UNAVAILABLE where there is no room for them now
 */
public record Request(
        Map<String, String> path,
        Map<String, List<String>> query,
        Headers headers,
        byte[] body,
        Optional<InputStream> upload,
        Caller caller,
        IntConsumer memory) {
    /** The request's headers, by name in any case. */
    public interface Headers {
        /** The first value; null if there is none. */
        @Nullable String get(String name);
    }

    public String pathValue(String name) {
        var value = path.get(name);
        if (value == null) {
            throw new IllegalStateException("the route has no parameter " + name);
        }
        return value;
    }

    public int pathNumber(String name) {
        return (int) number(name, pathValue(name), 1, Integer.MAX_VALUE);
    }

    public Optional<String> queryValue(String name) {
        return queryValues(name).stream().findFirst();
    }

    /** Every value of a parameter that may be repeated. */
    public List<String> queryValues(String name) {
        return query.getOrDefault(name, List.of());
    }

    public long queryNumber(String name, long fallback, long least, long most) {
        return queryValue(name).map(text -> number(name, text, least, most)).orElse(fallback);
    }

    public boolean queryFlag(String name, boolean fallback) {
        return queryValue(name)
                .map(text ->
                        switch (text) {
                            case "true" -> true;
                            case "false" -> false;
                            default ->
                                    throw RondoException.user(
                                                    "query.wrong_type",
                                                    "\"" + text + "\" is neither true nor false")
                                            .at("query parameter " + name)
                                            .next("send true or false");
                        })
                .orElse(fallback);
    }

    private static long number(String name, String text, long least, long most) {
        try {
            long value = Long.parseLong(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // falls through to the one error for texts and for numbers out of range
        }
        throw RondoException.user(
                        "query.wrong_type",
                        "\"" + text + "\" is no whole number from " + least + " to " + most)
                .at("parameter " + name)
                .next("send a number in that range");
    }
}
