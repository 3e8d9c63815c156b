package dev.rondo.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All that folding knows of one endpoint, and what it changed. One thread's work on one batch. */
final class EndpointState {
    final MonitorSpec spec;
    final @Nullable VersionKey live;
    final long revision;
    private final Map<VersionKey, String> referenceIds;
    private final References references;
    final TreeMap<WindowKey, Window> windows = new TreeMap<>();
    final AlertBook alerts;

    /** The greatest event time seen; null before any record. */
    @Nullable Long latestEventTime;

    /** Micros by the clock when the latest record came in. */
    long lastSeen;

    long unmonitored;

    /** Starts of the latest windows whose columns were judged, ascending, at most N. */
    List<Long> judgedColumns = new ArrayList<>();

    /** The same for the concept. */
    List<Long> judgedConcept = new ArrayList<>();

    /** New revisions, in the order of their making. */
    final List<WindowResult> results = new ArrayList<>();

    EndpointState(
            MonitorSpec spec,
            @Nullable VersionKey live,
            long revision,
            Map<VersionKey, String> referenceIds,
            References references,
            AlertBook alerts) {
        this.spec = spec;
        this.live = live;
        this.revision = revision;
        this.referenceIds = referenceIds;
        this.references = references;
        this.alerts = alerts;
    }

    /** What a version is measured against; null if nothing was registered. */
    @Nullable Reference reference(VersionKey version) {
        var id = referenceIds.get(version);
        return id == null ? null : references.get(id);
    }

    /** Event time up to which windows are closed; null before any record. */
    @Nullable Long watermark() {
        return latestEventTime == null ? null : latestEventTime - spec.latenessMicros();
    }
}
