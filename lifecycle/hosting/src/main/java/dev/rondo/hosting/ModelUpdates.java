package dev.rondo.hosting;

import dev.rondo.base.RondoException;
import dev.rondo.hosting.ModelChanges.Change;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Loads and unloads what is published: as the disk has it, by request, or when it is asked for. */
final class ModelUpdates {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final ModelSource source;
    private final ModelLoading loading;
    private final ModelShelf shelf;
    private final int maxLoaded;
    private final long timeoutNanos;

    /** Held by who changes what is published: one load, unload or poll at a time. */
    private final ReentrantLock changing = new ReentrantLock();

    private final Set<String> withheld = new HashSet<>();
    private final LongAdder onDemand = new LongAdder();
    private final LongAdder madeRoom = new LongAdder();
    private volatile @Nullable Map<String, ModelRules> rules;

    ModelUpdates(
            ModelSource source, ModelLoading loading, ModelShelf shelf, HostingOptions options) {
        this.source = source;
        this.loading = loading;
        this.shelf = shelf;
        this.maxLoaded = options.maxLoaded();
        this.timeoutNanos = options.requestTimeout().toNanos();
    }

    /** Loads nothing before it is asked to. */
    void withholdAll() {
        withheld.addAll(source.scan().keySet());
    }

    private SortedMap<String, SortedMap<Long, ModelFile>> found() {
        var found = source.scan();
        var known = rules;
        if (known == null) {
            return found;
        }
        var served = new TreeMap<String, SortedMap<Long, ModelFile>>();
        known.forEach((name, rule) -> {
            var versions = rule.policy().choose(found.getOrDefault(name, new TreeMap<>()));
            if (!versions.isEmpty()) {
                served.put(name, versions);
            }
        });
        return served;
    }

    /**
     * Brings what is published in line with what lies on disk.
     *
     * @param only the one model to look at, whose failures are tried again; null for all
     */
    void refresh(@Nullable String only) {
        changing.lock();
        try {
            var found = found();
            var changes = new ModelChanges(shelf, withheld, room());
            found.forEach((name, versions) -> {
                if (only == null || only.equals(name)) {
                    changes.look(name, versions, only != null);
                }
            });
            shelf.publish(changes.toAnnounce());
            load(changes.toLoad());
            for (var name : List.copyOf(shelf.names())) {
                if (only == null || only.equals(name)) {
                    removeAbsent(name, found.getOrDefault(name, new TreeMap<>()).keySet());
                }
            }
        } finally {
            changing.unlock();
        }
    }

    private long room() {
        return maxLoaded == 0 ? Long.MAX_VALUE : Math.max(0, maxLoaded - ready().size());
    }

    private List<HostedVersion> ready() {
        return shelf.all().stream().filter(HostedVersion::ready).toList();
    }

    /** On platform threads: virtual ones would wait behind what takes so much computing. */
    private void load(List<Change> changes) {
        if (changes.isEmpty()) {
            return;
        }
        int threads = Math.min(changes.size(), Runtime.getRuntime().availableProcessors());
        try (var pool = Executors.newFixedThreadPool(threads)) {
            changes.forEach(change -> pool.execute(() -> load(change)));
        }
    }

    private void load(Change change) {
        change.fresh().load(loading);
        var old = change.old();
        if (old != null && old.ready()) {
            if (change.fresh().ready()) {
                shelf.publish(change.fresh());
                old.retire("replaced");
            } else {
                old.outlives(change.fresh());
            }
        }
    }

    private void removeAbsent(String name, Collection<Long> found) {
        for (var version : new ArrayList<>(shelf.versions(name).values())) {
            if (!found.contains(version.file().version())) {
                shelf.withdraw(version);
                version.retire("removed");
            }
        }
    }

    /** Loads a model's versions, at least the newest where there is not room for all. */
    void load(String name) {
        changing.lock();
        try {
            if (!found().containsKey(name)) {
                throw ModelShelf.unknown();
            }
            withheld.remove(name);
            refresh(name);
            var newest = shelf.chosen(name, null);
            if (newest.onDemand()) {
                replaceAsleep(newest);
            }
        } finally {
            changing.unlock();
        }
    }

    /** Takes a model out of service, also out of the index where it lies nowhere any more. */
    void unload(String name) {
        changing.lock();
        try {
            var model = shelf.known(name);
            if (!found().containsKey(name)) {
                withheld.remove(name);
                removeAbsent(name, Set.of());
                return;
            }
            withheld.add(name);
            for (var version : model.byNumber().values()) {
                version.retire("unloaded");
                if (version.onDemand()) {
                    shelf.publish(HostedVersion.unloaded(version.file(), "unloaded"));
                }
            }
        } finally {
            changing.unlock();
        }
    }

    /**
     * Loads a version that waits for a request, unless somebody else has meanwhile.
     *
     * @throws RondoException of kind UNAVAILABLE when others are being loaded for too long
     */
    void wake(HostedVersion asleep) {
        try {
            if (!changing.tryLock(
                    timeoutNanos == 0 ? PATIENCE_NANOS : timeoutNanos, TimeUnit.NANOSECONDS)) {
                throw ModelQueue.tooLate();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RondoException.unavailable("model.interrupted", "the server is stopping")
                    .causedBy(e);
        }
        try {
            var now = shelf.versions(asleep.name()).get(asleep.file().version());
            if (now != null && now.onDemand()) {
                onDemand.increment();
                replaceAsleep(now);
            }
        } finally {
            changing.unlock();
        }
    }

    /** Shown as it was until it is ready, so that others wait for it, too. */
    private void replaceAsleep(HostedVersion asleep) {
        makeRoom();
        var fresh = HostedVersion.loading(asleep.file(), asleep.counters());
        fresh.load(loading);
        shelf.publish(fresh);
    }

    private void makeRoom() {
        for (var ready = ready(); ready.size() >= maxLoaded; ready = ready()) {
            var least = ready.stream().min(Comparator.comparingLong(HostedVersion::lastUsedMillis));
            var victim = least.orElseThrow();
            shelf.publish(HostedVersion.onDemand(victim.file(), victim.counters()));
            victim.retire("unloaded to make room");
            madeRoom.increment();
        }
    }

    /**
     * Serves these models only, in this way, from now on.
     *
     * @throws RondoException of kind NOT_FOUND for a model that is not there; of kind CONFLICT when
     *     a label names a version that is not served
     */
    void configure(Map<String, ModelRules> wanted) {
        changing.lock();
        try {
            var found = source.scan();
            wanted.forEach((name, rule) -> {
                var versions = found.get(name);
                if (versions == null) {
                    throw ModelShelf.unknown();
                }
                if (!rule.policy().choose(versions).keySet().containsAll(rule.labels().values())) {
                    throw RondoException.conflict(
                                    "model.label", "a label names a version that is not served")
                            .next("let the version policy choose it, or leave the label out");
                }
            });
            rules = Map.copyOf(wanted);
            refresh(null);
        } finally {
            changing.unlock();
        }
    }

    /** The version that a label stands for; null where there is no such label. */
    @Nullable Long labelled(String name, String label) {
        var known = rules;
        var rule = known == null ? null : known.get(name);
        return rule == null ? null : rule.labels().get(label);
    }

    LoadCounts counts() {
        return new LoadCounts(loading.loaded(), loading.failed(), onDemand.sum(), madeRoom.sum());
    }
}
