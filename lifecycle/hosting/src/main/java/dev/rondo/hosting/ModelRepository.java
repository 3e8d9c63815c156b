package dev.rondo.hosting;

import dev.rondo.base.RondoException;
import dev.rondo.inference.TensorModel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
    private final ControlMode mode;
    private final ModelLoading loading;
    private final ModelShelf shelf = new ModelShelf();
    private final ModelUpdates updates;
    private volatile boolean started;
    private volatile @Nullable Thread poller;

    public ModelRepository(ModelSource source, ModelLoader loader, ControlMode mode) {
        this(source, loader, mode, HostingOptions.STANDARD, InferenceInterceptor.NONE);
    }

    /**
     * With limits of its own.
     *
     * @param interceptor stands around every answer
     */
    public ModelRepository(
            ModelSource source,
            ModelLoader loader,
            ControlMode mode,
            HostingOptions options,
            InferenceInterceptor interceptor) {
        this.source = source;
        this.mode = mode;
        this.loading = new ModelLoading(loader, options, interceptor);
        this.updates = new ModelUpdates(source, loading, shelf, options);
    }

    /**
     * Loads what the mode says, and returns when all of it is ready or unavailable.
     *
     * @throws RondoException why the only model of a source that has one cannot be loaded
     */
    public void start() {
        start(null);
    }

    /**
     * As {@link #start()}.
     *
     * @param rules the models to serve, and how; null for all that there are
     * @throws RondoException also as {@link #configure} does
     */
    public void start(@Nullable Map<String, ModelRules> rules) {
        if (mode == ControlMode.EXPLICIT) {
            updates.withholdAll();
        }
        if (rules == null) {
            updates.refresh(null);
        } else {
            updates.configure(rules);
        }
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

    /** As {@code ModelUpdates.refresh}. */
    void refresh(@Nullable String only) {
        updates.refresh(only);
    }

    @Override
    public ModelInUse use(String name, @Nullable String version) {
        return held(name, version, this::hold);
    }

    private ModelInUse hold(HostedVersion version, TensorModel model) {
        return new HostedUse(version, model, loading.interceptor());
    }

    private interface Held<T> {
        T of(HostedVersion version, TensorModel model);
    }

    /** A version that is replaced between two steps has its successor published already. */
    private <T> T held(String name, @Nullable String version, Held<T> then) {
        for (int attempt = 0; attempt < 10; attempt++) {
            var chosen = shelf.chosen(name, version);
            var model = chosen.hold();
            if (model != null) {
                return then.of(chosen, model);
            }
            if (chosen.onDemand()) {
                updates.wake(chosen);
            } else if (chosen == shelf.chosen(name, version)) {
                throw notReady(chosen);
            }
        }
        throw RondoException.unavailable("model.changing", "the model changes without end")
                .next("try again in a moment");
    }

    @Override
    public ModelDescription describe(String name, @Nullable String version) {
        return held(name, version, this::described);
    }

    private ModelDescription described(HostedVersion version, TensorModel model) {
        try {
            return new ModelDescription(
                    version.name(),
                    version.version(),
                    shelf.readyVersions(version.name()),
                    model.platform(),
                    model.immediate(),
                    model.inputs(),
                    model.outputs());
        } finally {
            version.letGo();
        }
    }

    @Override
    public boolean immediate(String name, @Nullable String version) {
        if (!loading.interceptor().immediate()) {
            return false;
        }
        var chosen = shelf.find(name, version);
        return chosen != null && chosen.immediate();
    }

    @Override
    public boolean loaded(String name, @Nullable String version) {
        var chosen = shelf.find(name, version);
        return chosen == null || !chosen.onDemand();
    }

    @Override
    public String labelled(String name, String label) {
        var number = updates.labelled(name, label);
        if (number == null) {
            var _ = shelf.known(name);
            return ModelCatalogue.super.labelled(name, label);
        }
        return Long.toString(number);
    }

    @Override
    public boolean ready() {
        return started;
    }

    @Override
    public boolean ready(String name, @Nullable String version) {
        var chosen = shelf.chosen(name, version);
        return chosen.ready() || chosen.onDemand();
    }

    @Override
    public List<VersionStatus> index() {
        return shelf.all().stream().map(HostedVersion::status).toList();
    }

    @Override
    public List<ModelStatistics> statistics(@Nullable String name, @Nullable String version) {
        return shelf.named(name, version).stream()
                .filter(each -> each.ready() || (each.onDemand() && each.counters().used()))
                .map(HostedVersion::statistics)
                .toList();
    }

    @Override
    public LoadCounts loads() {
        return updates.counts();
    }

    @Override
    public void load(String name) {
        refuseFixed();
        updates.load(name);
        throwIfNoneReady(name);
    }

    @Override
    public void unload(String name) {
        refuseFixed();
        updates.unload(name);
    }

    @Override
    public void configure(Map<String, ModelRules> rules) {
        updates.configure(rules);
    }

    private void refuseFixed() {
        if (mode == ControlMode.NONE) {
            throw RondoException.user("model.fixed", "models are neither loaded nor unloaded here")
                    .because("the server was started to keep what it has")
                    .next("start it with another model control mode");
        }
    }

    private void throwIfNoneReady(String name) {
        var versions = List.copyOf(shelf.versions(name).values()).reversed();
        if (versions.stream().noneMatch(HostedVersion::ready)) {
            for (var version : versions) {
                var failure = version.failure();
                if (failure != null) {
                    throw failure;
                }
            }
        }
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
        shelf.all().forEach(each -> each.retire("stopped"));
        loading.close();
    }
}
