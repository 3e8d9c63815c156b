package dev.rondo.http;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Which protocol's shape an error has, by its path. */
final class ErrorShapes {
    private record Prefix(String path, ErrorShape shape) {}

    private final ErrorShape fallback;
    private final List<Prefix> longestFirst = new CopyOnWriteArrayList<>();

    ErrorShapes(ErrorShape fallback) {
        this.fallback = fallback;
    }

    void add(String prefix, ErrorShape shape) {
        longestFirst.add(new Prefix(prefix, shape));
        longestFirst.sort(Comparator.comparingInt(each -> -each.path().length()));
    }

    ErrorShape of(@Nullable String path) {
        for (var prefix : longestFirst) {
            if (path != null && path.startsWith(prefix.path())) {
                return prefix.shape();
            }
        }
        return fallback;
    }
}
