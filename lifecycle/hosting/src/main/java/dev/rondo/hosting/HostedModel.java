package dev.rondo.hosting;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The versions of one model, as published; never changed. */
final class HostedModel {
    private final SortedMap<Long, HostedVersion> byNumber;
    private final Map<String, HostedVersion> byText = new LinkedHashMap<>();
    private final List<HostedVersion> newestFirst;

    HostedModel(SortedMap<Long, HostedVersion> versions) {
        byNumber = new TreeMap<>(versions);
        byNumber.values().forEach(each -> byText.put(each.version(), each));
        newestFirst = List.copyOf(byNumber.values()).reversed();
    }

    SortedMap<Long, HostedVersion> byNumber() {
        return byNumber;
    }

    Map<String, HostedVersion> byText() {
        return byText;
    }

    /**
     * The version of this number, ready or not; where none is named, the newest that is ready, or
     * would be on demand.
     */
    @Nullable HostedVersion choose(@Nullable String version) {
        if (version != null && !version.isEmpty()) {
            return byText.get(version);
        }
        for (int i = 0; i < newestFirst.size(); i++) {
            var newest = newestFirst.get(i);
            if (newest.ready() || newest.onDemand()) {
                return newest;
            }
        }
        return newestFirst.isEmpty() ? null : newestFirst.getFirst();
    }

    List<String> readyVersions() {
        return byNumber.values().stream()
                .filter(HostedVersion::ready)
                .map(HostedVersion::version)
                .toList();
    }
}
