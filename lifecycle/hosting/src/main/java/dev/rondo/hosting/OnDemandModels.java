package dev.rondo.hosting;

import dev.rondo.base.RondoException;
import dev.rondo.inference.TensorModel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Versions that are looked up for each request, such as those of a registry, and loaded by the
 * first. Those that were asked for last stay loaded.
 */
public final class OnDemandModels implements ModelCatalogue, AutoCloseable {
    /** Knows which versions there are, and where their files lie. */
    public interface Shelf {
        /**
         * A version's number.
         *
         * @param version as text; null or empty for the newest
         * @throws RondoException of kind NOT_FOUND for an unknown name or version
         */
        long number(String name, @Nullable String version);

        /** A local folder that holds a version's files; it is only read. */
        Path folder(String name, long version);

        /** As {@link ModelCatalogue#labelled}. */
        String labelled(String name, String label);

        /** Every version, by name and number. */
        List<Key> all();
    }

    /** A version of a model. */
    public record Key(String name, long version) {}

    private final Shelf shelf;
    private final ModelLoading loading;
    private final int kept;

    /** One load at a time: it takes a core or more. */
    private final ReentrantLock loads = new ReentrantLock();

    private final LinkedHashMap<Key, HostedVersion> loaded = new LinkedHashMap<>(32, 0.75f, true);

    /**
     * Loads nothing yet.
     *
     * @param interceptor stands around every answer
     * @param kept how many versions stay loaded
     */
    public OnDemandModels(
            Shelf shelf,
            ModelLoader loader,
            HostingOptions options,
            InferenceInterceptor interceptor,
            int kept) {
        this.shelf = shelf;
        this.loading = new ModelLoading(loader, options, interceptor);
        this.kept = kept;
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

    private <T> T held(String name, @Nullable String version, Held<T> then) {
        var key = new Key(name, shelf.number(name, version));
        for (int attempt = 0; attempt < 10; attempt++) {
            var chosen = loaded(key);
            var model = chosen.hold();
            if (model != null) {
                return then.of(chosen, model);
            }
        }
        throw RondoException.unavailable("model.changing", "too many models are asked for at once")
                .next("try again in a moment");
    }

    private HostedVersion loaded(Key key) {
        var known = find(key);
        if (known != null) {
            return known;
        }
        loads.lock();
        try {
            var meanwhile = find(key);
            return meanwhile == null ? load(key) : meanwhile;
        } finally {
            loads.unlock();
        }
    }

    private @Nullable HostedVersion find(Key key) {
        synchronized (loaded) {
            return loaded.get(key);
        }
    }

    private HostedVersion load(Key key) {
        var file = ModelFile.of(key.name(), key.version(), shelf.folder(key.name(), key.version()));
        var fresh = HostedVersion.loading(file, new Counters());
        fresh.load(loading);
        var failure = fresh.failure();
        if (failure != null) {
            throw failure;
        }
        synchronized (loaded) {
            loaded.put(key, fresh);
            while (loaded.size() > kept) {
                loaded.pollFirstEntry().getValue().retire("unloaded to make room");
            }
        }
        return fresh;
    }

    @Override
    public ModelDescription describe(String name, @Nullable String version) {
        return held(
                name,
                version,
                (chosen, model) -> {
                    try {
                        return new ModelDescription(
                                name,
                                chosen.version(),
                                List.of(chosen.version()),
                                model.platform(),
                                model.immediate(),
                                model.inputs(),
                                model.outputs());
                    } finally {
                        chosen.letGo();
                    }
                });
    }

    /** A version is looked up for each request. */
    @Override
    public boolean immediate(String name, @Nullable String version) {
        return false;
    }

    @Override
    public boolean loaded(String name, @Nullable String version) {
        return false;
    }

    @Override
    public String labelled(String name, String label) {
        return shelf.labelled(name, label);
    }

    @Override
    public boolean ready() {
        return true;
    }

    /** What is there can be loaded, as far as anyone knows. */
    @Override
    public boolean ready(String name, @Nullable String version) {
        return shelf.number(name, version) > 0;
    }

    @Override
    public List<VersionStatus> index() {
        return shelf.all().stream().map(this::status).toList();
    }

    private VersionStatus status(Key key) {
        var known = find(key);
        return known != null
                ? known.status()
                : new VersionStatus(
                        key.name(),
                        Long.toString(key.version()),
                        ModelState.UNAVAILABLE,
                        "not loaded; a request loads it");
    }

    @Override
    public List<ModelStatistics> statistics(@Nullable String name, @Nullable String version) {
        var key = name == null ? null : new Key(name, shelf.number(name, version));
        synchronized (loaded) {
            return loaded.entrySet().stream()
                    .filter(each -> key == null || key.equals(each.getKey()))
                    .map(each -> each.getValue().statistics())
                    .toList();
        }
    }

    @Override
    public LoadCounts loads() {
        return new LoadCounts(loading.loaded(), loading.failed(), loading.loaded(), 0);
    }

    @Override
    public void load(String name) {
        loaded(new Key(name, shelf.number(name, null)));
    }

    @Override
    public void unload(String name) {
        synchronized (loaded) {
            loaded.entrySet()
                    .removeIf(each -> {
                        boolean meant = each.getKey().name().equals(name);
                        if (meant) {
                            each.getValue().retire("unloaded");
                        }
                        return meant;
                    });
        }
    }

    /** Closes every model when its last request has gone. */
    @Override
    public void close() {
        synchronized (loaded) {
            loaded.values().forEach(each -> each.retire("stopped"));
            loaded.clear();
        }
        loading.close();
    }
}
