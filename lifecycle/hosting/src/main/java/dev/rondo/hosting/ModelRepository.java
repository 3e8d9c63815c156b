package dev.rondo.hosting;

import dev.rondo.base.RondoException;
import dev.rondo.inference.TensorModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Models loaded from disk.
 *
 * <pre>{@code
 * var source = ModelSource.at(Path.of("models"), null);
 * try (var models = new ModelRepository(source, TensorModels::load, ControlMode.POLL)) {
 *     models.start();
 * }
 * }</pre>
 *
 * <p>A new version takes over when it is ready; the old one answers what it has begun and is closed
 * then. Where a changed file cannot be loaded, the version that serves goes on serving.
 */
public final class ModelRepository implements ModelCatalogue, AutoCloseable {
    /** How often a repository on disk is looked at. */
    public static final Duration POLL_EVERY = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(ModelRepository.class);

    private final ModelSource source;
    private final ModelLoader loader;
    private final ControlMode mode;

    /** Held by who changes what is published: one load, unload or poll at a time. */
    private final ReentrantLock changing = new ReentrantLock();

    private final Rehearsal rehearsal = new Rehearsal();
    private final Set<String> withheld = new HashSet<>();
    private volatile SortedMap<String, HostedModel> models = new TreeMap<>();
    private volatile boolean started;
    private volatile @Nullable Thread poller;

    public ModelRepository(ModelSource source, ModelLoader loader, ControlMode mode) {
        this.source = source;
        this.loader = loader;
        this.mode = mode;
    }

    /**
     * Loads what the mode says, and returns when all of it is ready or unavailable.
     *
     * @throws RondoException why the only model of a source that has one cannot be loaded
     */
    public void start() {
        if (mode == ControlMode.EXPLICIT) {
            source.scan().keySet().forEach(withheld::add);
        }
        refresh(null);
        if (source.single() != null && mode != ControlMode.EXPLICIT) {
            throwIfNoneReady(source.single());
        }
        started = true;
        if (mode == ControlMode.POLL) {
            poller = Thread.ofPlatform().daemon().name("models-poll").start(this::poll);
        }
    }

    /** So seldom that looking takes a fiftieth of a core at most. */
    private void poll() {
        try {
            var pause = POLL_EVERY;
            while (true) {
                Thread.sleep(pause);
                long begun = System.nanoTime();
                try {
                    refresh(null);
                } catch (RuntimeException e) {
                    LOG.warn("while looking for new models", e);
                }
                var took = Duration.ofNanos(50 * (System.nanoTime() - begun));
                pause = took.compareTo(POLL_EVERY) > 0 ? took : POLL_EVERY;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Brings what is published in line with what lies on disk.
     *
     * @param only the one model to look at, whose failures are tried again; null for all
     */
    void refresh(@Nullable String only) {
        changing.lock();
        try {
            var found = source.scan();
            var changes = new ArrayList<Change>();
            for (var model : found.entrySet()) {
                if (only == null || only.equals(model.getKey())) {
                    changes.addAll(changes(model.getKey(), model.getValue(), only != null));
                }
            }
            announce(changes);
            load(changes);
            for (var name : models.keySet()) {
                if (only == null || only.equals(name)) {
                    removeAbsent(name, found.getOrDefault(name, new TreeMap<>()));
                }
            }
        } finally {
            changing.unlock();
        }
    }

    /** A version to be put in the place of what there is, if there is any. */
    private record Change(@Nullable HostedVersion old, HostedVersion fresh) {}

    private List<Change> changes(String name, SortedMap<Long, ModelFile> found, boolean again) {
        var changes = new ArrayList<Change>();
        var known = versions(name);
        for (var file : found.values()) {
            var old = known.get(file.version());
            if (withheld.contains(name)) {
                if (old == null) {
                    changes.add(new Change(null, HostedVersion.unloaded(file, "not loaded")));
                }
            } else if (old == null) {
                changes.add(new Change(null, HostedVersion.loading(file, new Counters())));
            } else if (!old.seen().equals(file)
                    || (!old.ready() && (again || old.failure() == null))) {
                changes.add(new Change(old, HostedVersion.loading(file, old.counters())));
            }
        }
        return changes;
    }

    private SortedMap<Long, HostedVersion> versions(String name) {
        var model = models.get(name);
        return model == null ? new TreeMap<>() : model.byNumber();
    }

    /** Versions that nobody serves yet are shown while they are being loaded. */
    private void announce(List<Change> changes) {
        for (var change : changes) {
            if (change.old() == null || !change.old().ready()) {
                publish(change.fresh());
            }
        }
    }

    /** On platform threads: virtual ones would wait behind what takes so much computing. */
    private void load(List<Change> changes) {
        var toLoad =
                changes.stream()
                        .filter(each -> each.fresh().status().state() == ModelState.LOADING)
                        .toList();
        if (toLoad.isEmpty()) {
            return;
        }
        int threads = Math.min(toLoad.size(), Runtime.getRuntime().availableProcessors());
        try (var pool = Executors.newFixedThreadPool(threads)) {
            toLoad.forEach(change -> pool.execute(() -> load(change)));
        }
    }

    private void load(Change change) {
        change.fresh().load(loader, rehearsal);
        var old = change.old();
        if (old != null && old.ready()) {
            if (change.fresh().ready()) {
                publish(change.fresh());
                old.retire("replaced");
            } else {
                old.outlives(change.fresh());
            }
        }
    }

    private void removeAbsent(String name, SortedMap<Long, ModelFile> found) {
        for (var version : new ArrayList<>(versions(name).values())) {
            if (!found.containsKey(version.file().version())) {
                withdraw(version);
                version.retire("removed");
            }
        }
    }

    private synchronized void publish(HostedVersion version) {
        var versions = new TreeMap<>(versions(version.name()));
        versions.put(version.file().version(), version);
        var next = new TreeMap<>(models);
        next.put(version.name(), new HostedModel(versions));
        models = next;
    }

    private synchronized void withdraw(HostedVersion version) {
        var versions = new TreeMap<>(versions(version.name()));
        versions.remove(version.file().version());
        var next = new TreeMap<>(models);
        if (versions.isEmpty()) {
            next.remove(version.name());
        } else {
            next.put(version.name(), new HostedModel(versions));
        }
        models = next;
    }

    @Override
    public ModelInUse use(String name, @Nullable String version) {
        // A version that is replaced between the two steps has its successor published already.
        for (int attempt = 0; attempt < 10; attempt++) {
            var chosen = chosen(name, version);
            var model = chosen.hold();
            if (model != null) {
                return new HostedUse(chosen, model);
            }
            if (chosen == chosen(name, version)) {
                throw notReady(chosen);
            }
        }
        throw RondoException.unavailable("model.changing", "the model changes without end")
                .next("try again in a moment");
    }

    @Override
    public ModelDescription describe(String name, @Nullable String version) {
        var chosen = chosen(name, version);
        var model = chosen.hold();
        if (model == null) {
            throw notReady(chosen);
        }
        try {
            return described(chosen, model);
        } finally {
            chosen.letGo();
        }
    }

    private ModelDescription described(HostedVersion version, TensorModel model) {
        var all = models.get(version.name());
        return new ModelDescription(
                version.name(),
                version.version(),
                all == null ? List.of(version.version()) : all.readyVersions(),
                model.platform(),
                model.immediate(),
                model.inputs(),
                model.outputs());
    }

    @Override
    public boolean immediate(String name, @Nullable String version) {
        var model = models.get(name);
        var chosen = model == null ? null : model.choose(version);
        return chosen != null && chosen.immediate();
    }

    @Override
    public boolean ready() {
        return started;
    }

    @Override
    public boolean ready(String name, @Nullable String version) {
        return chosen(name, version).ready();
    }

    @Override
    public List<VersionStatus> index() {
        return versions(null, null).stream().map(HostedVersion::status).toList();
    }

    @Override
    public List<ModelStatistics> statistics(@Nullable String name, @Nullable String version) {
        return versions(name, version).stream()
                .filter(HostedVersion::ready)
                .map(each -> each.counters().snapshot(each.name(), each.version()))
                .toList();
    }

    private List<HostedVersion> versions(@Nullable String name, @Nullable String version) {
        if (name != null && version != null && !version.isEmpty()) {
            return List.of(chosen(name, version));
        }
        if (name != null) {
            var model = models.get(name);
            if (model == null) {
                throw unknown();
            }
            return List.copyOf(model.byNumber().values());
        }
        return models.values().stream().flatMap(each -> each.byNumber().values().stream()).toList();
    }

    @Override
    public void load(String name) {
        refuseFixed();
        changing.lock();
        try {
            if (!source.scan().containsKey(name)) {
                throw unknown();
            }
            withheld.remove(name);
            refresh(name);
        } finally {
            changing.unlock();
        }
        throwIfNoneReady(name);
    }

    @Override
    public void unload(String name) {
        refuseFixed();
        changing.lock();
        try {
            var model = models.get(name);
            if (model == null) {
                throw unknown();
            }
            withheld.add(name);
            model.byNumber().values().forEach(each -> each.retire("unloaded"));
        } finally {
            changing.unlock();
        }
    }

    private void refuseFixed() {
        if (mode == ControlMode.NONE) {
            throw RondoException.user("model.fixed", "models are neither loaded nor unloaded here")
                    .because("the server was started to keep what it has")
                    .next("start it with another model control mode");
        }
    }

    private void throwIfNoneReady(String name) {
        var versions = List.copyOf(versions(name).values()).reversed();
        if (versions.stream().noneMatch(HostedVersion::ready)) {
            for (var version : versions) {
                var failure = version.failure();
                if (failure != null) {
                    throw failure;
                }
            }
        }
    }

    private HostedVersion chosen(String name, @Nullable String version) {
        var model = models.get(name);
        if (model == null) {
            throw unknown();
        }
        var chosen = model.choose(version);
        if (chosen == null) {
            throw RondoException.notFound(
                            "model.unknown_version", "the model has no version of this number")
                    .next("versions: " + String.join(", ", model.byText().keySet()));
        }
        return chosen;
    }

    private static RondoException unknown() {
        return RondoException.notFound("model.unknown", "there is no model of this name")
                .next("ask for the index of models");
    }

    private static RondoException notReady(HostedVersion version) {
        var status = version.status();
        return RondoException.unavailable("model.not_ready", "the model is not ready")
                .because(status.state() + ": " + status.reason())
                .next("load it, or try again in a moment");
    }

    /** Stops looking for changes and closes every model when its last request has gone. */
    @Override
    public void close() {
        var running = poller;
        if (running != null) {
            running.interrupt();
        }
        versions(null, null).forEach(each -> each.retire("stopped"));
    }
}
