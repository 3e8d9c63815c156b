package dev.rondo.serving;

import dev.rondo.store.Tx;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The watches of this replica. Traffic is kept in memory and stored with each advance and every
 * poll: a crash loses the counts of the last moment, never a record.
 */
final class Watches {
    private final String replica;
    private final Map<String, Watch> watches = new ConcurrentHashMap<>();

    Watches(String replica) {
        this.replica = replica;
    }

    /** The release's watch; a new one goes on from what this replica stored before a restart. */
    Watch of(Tx tx, String releaseId) {
        var known = watches.get(releaseId);
        if (known != null) {
            return known;
        }
        var stored = TrafficRows.load(tx, releaseId).getOrDefault(replica, Traffic.NONE);
        var fresh = new Watch(new LiveTraffic(stored), new Breaker());
        var raced = watches.putIfAbsent(releaseId, fresh);
        return raced == null ? fresh : raced;
    }

    /** The release's traffic over all replicas, the latest of this one included. */
    TrafficTotal total(Tx tx, String releaseId) {
        var traffic = TrafficRows.load(tx, releaseId);
        var mine = watches.get(releaseId);
        if (mine != null) {
            traffic.put(replica, mine.traffic().snapshot());
        }
        return TrafficTotal.of(traffic.values());
    }

    /** Stores what has grown since, as part of a transaction. */
    void store(Tx tx) {
        watches.forEach((releaseId, watch) -> store(tx, releaseId, watch.traffic()));
    }

    private void store(Tx tx, String releaseId, LiveTraffic traffic) {
        if (traffic.dirty()) {
            var snapshot = traffic.snapshot();
            TrafficRows.save(tx, releaseId, replica, snapshot);
            tx.afterCommit(() -> traffic.stored(snapshot));
        }
    }

    boolean dirty() {
        return watches.values().stream().anyMatch(watch -> watch.traffic().dirty());
    }

    /** Forgets stored watches of releases that have ended. */
    void keep(Set<String> underWay) {
        watches.entrySet()
                .removeIf(entry ->
                        !underWay.contains(entry.getKey()) && !entry.getValue().traffic().dirty());
    }
}
