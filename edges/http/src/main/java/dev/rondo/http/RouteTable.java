package dev.rondo.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the route of a method and path in a tree of the paths' segments, whose cost does not grow
 * with the number of routes. A segment that begins with a colon is a parameter and stands for any
 * one segment; one that begins with a star is the last and stands for all that is left, slashes
 * included. Where a fixed segment leads to a route too, that one wins, then a parameter. A slash at
 * the end does not matter, except to what a star stands for.
 */
final class RouteTable<R> {
    /** What a path leads to. */
    sealed interface Found<R> {
        /**
         * A route.
         *
         * @param parameters the parameters' values, percent-decoded
         */
        record Route<R>(R route, Map<String, String> parameters) implements Found<R> {}

        record NoSuchPath<R>() implements Found<R> {}

        /** The path has routes, but none of this method. */
        record WrongMethod<R>() implements Found<R> {}

        /** The path's percent-encoding cannot be read. */
        record Malformed<R>() implements Found<R> {}
    }

    /**
     * A part of a path.
     *
     * @param key as which it may be fixed in a route
     */
    private record Segment(String text, String key, int start) {
        Segment(String text, int start) {
            this(text, text, start);
        }
    }

    private record Target<R>(R route, List<String> names) {}

    private static final class Node<R> {
        final Map<String, Node<R>> fixed = new HashMap<>();
        final Map<Method, Target<R>> targets = new HashMap<>();
        final Map<Method, Target<R>> tails = new HashMap<>();
        @Nullable Node<R> parameter;

        Node<R> parameter() {
            var known = parameter;
            if (known == null) {
                known = new Node<>();
                parameter = known;
            }
            return known;
        }
    }

    private final Node<R> root = new Node<>();
    private final Set<String> anyCase = new HashSet<>();

    /**
     * Takes the fixed segments of paths that begin with this one in any case; it, and those of its
     * routes, are in lower case.
     */
    void anyCase(String first) {
        anyCase.add(first);
    }

    void add(Method method, String path, R route) {
        var node = root;
        var names = new ArrayList<String>();
        for (var part : segments(path)) {
            var segment = part.text();
            if (segment.startsWith(":")) {
                names.add(segment.substring(1));
                node = node.parameter();
            } else if (segment.startsWith("*")) {
                names.add(segment.substring(1));
                put(node.tails, method, path, new Target<>(route, names));
                return;
            } else {
                node = node.fixed.computeIfAbsent(segment, key -> new Node<>());
            }
        }
        put(node.targets, method, path, new Target<>(route, names));
    }

    private static <R> void put(
            Map<Method, Target<R>> targets, Method method, String path, Target<R> target) {
        if (targets.putIfAbsent(method, target) != null) {
            throw new IllegalStateException("two routes for " + method + " " + path);
        }
    }

    Found<R> find(@Nullable Method method, String path) {
        var fixed = inCase(segments(path));
        var values = new ArrayList<String>();
        try {
            var target = find(root, path, fixed, 0, method, values);
            if (target != null) {
                return new Found.Route<>(target.route(), named(target.names(), values));
            }
        } catch (IllegalArgumentException e) {
            return new Found.Malformed<>();
        }
        return exists(root, fixed, 0) ? new Found.WrongMethod<>() : new Found.NoSuchPath<>();
    }

    /** Leaves the parameters' values in the list; as deep as the longest route at most. */
    private @Nullable Target<R> find(
            Node<R> node,
            String path,
            List<Segment> segments,
            int at,
            @Nullable Method method,
            List<String> values) {
        if (at == segments.size()) {
            return node.targets.get(method);
        }
        var segment = segments.get(at);
        var fixed = node.fixed.get(segment.key());
        var target = fixed == null ? null : find(fixed, path, segments, at + 1, method, values);
        if (target == null && node.parameter != null) {
            values.add(decoded(segment.text()));
            target = find(node.parameter, path, segments, at + 1, method, values);
            if (target == null) {
                values.removeLast();
            }
        }
        if (target == null && node.tails.containsKey(method)) {
            values.add(decoded(path.substring(segment.start())));
            target = node.tails.get(method);
        }
        return target;
    }

    private boolean exists(Node<R> node, List<Segment> segments, int at) {
        if (at == segments.size()) {
            return !node.targets.isEmpty();
        }
        var fixed = node.fixed.get(segments.get(at).key());
        return !node.tails.isEmpty()
                || (fixed != null && exists(fixed, segments, at + 1))
                || (node.parameter != null && exists(node.parameter, segments, at + 1));
    }

    private static Map<String, String> named(List<String> names, List<String> values) {
        if (names.size() == 1) {
            return Map.of(names.getFirst(), values.getFirst());
        }
        var named = HashMap.<String, String>newHashMap(names.size());
        for (int i = 0; i < names.size(); i++) {
            named.put(names.get(i), values.get(i));
        }
        return named;
    }

    /** A plus sign is itself in a path. */
    private static String decoded(String segment) {
        return segment.indexOf('%') < 0
                ? segment
                : URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private List<Segment> inCase(List<Segment> segments) {
        if (segments.isEmpty()
                || !anyCase.contains(segments.getFirst().text().toLowerCase(Locale.ROOT))) {
            return segments;
        }
        segments.replaceAll(each ->
                new Segment(each.text(), each.text().toLowerCase(Locale.ROOT), each.start()));
        return segments;
    }

    private static List<Segment> segments(String path) {
        var segments = new ArrayList<Segment>();
        int start = path.startsWith("/") ? 1 : 0;
        while (start < path.length()) {
            int slash = path.indexOf('/', start);
            int end = slash < 0 ? path.length() : slash;
            segments.add(new Segment(path.substring(start, end), start));
            start = end + 1;
        }
        return segments;
    }
}
