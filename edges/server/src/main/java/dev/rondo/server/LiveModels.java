package dev.rondo.server;

import dev.rondo.inference.LoadedModel;
import dev.rondo.inference.ModelDirectory;
import dev.rondo.monitoring.MonitorSpec;
import dev.rondo.monitoring.MonitorStatus;
import dev.rondo.monitoring.Monitoring;
import dev.rondo.registry.Registry;
import dev.rondo.serving.Endpoint;
import dev.rondo.serving.Endpoints;
import dev.rondo.serving.ModelRef;
import dev.rondo.store.Db;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Which model is live at an endpoint, loaded; and monitoring told of it when that changes. */
final class LiveModels {
    private final Db db;
    private final Endpoints endpoints;
    private final Registry registry;
    private final Monitoring monitoring;
    private final Map<ModelRef, LoadedModel> loaded = new ConcurrentHashMap<>();

    LiveModels(Db db, Endpoints endpoints, Registry registry, Monitoring monitoring) {
        this.db = db;
        this.endpoints = endpoints;
        this.registry = registry;
        this.monitoring = monitoring;
    }

    LoadedModel of(String endpoint) {
        return loaded.computeIfAbsent(endpoints.get(endpoint).live(), this::load);
    }

    private LoadedModel load(ModelRef version) {
        return ModelDirectory.load(registry.directory(version.name(), version.version()));
    }

    /** Begins to watch a new endpoint. */
    void watch(Endpoint endpoint, MonitorSpec spec) {
        db.write(tx -> {
            monitoring.configure(tx, spec);
            return spec;
        });
        reconcile(endpoint);
    }

    /**
     * Before a release starts: tells monitoring what the candidate is measured against, so that its
     * first answers as the live version count.
     */
    void expect(String endpoint, ModelRef candidate) {
        var reference = reference(candidate);
        if (reference != null && monitoring.status(endpoint).isPresent()) {
            db.execute(tx ->
                    monitoring.register(
                            tx, endpoint, candidate.name(), candidate.version(), reference));
        }
    }

    private @Nullable String reference(ModelRef version) {
        return registry.versions()
                .get(version.name(), version.version())
                .tags()
                .get(TrainPipeline.REFERENCE_TAG);
    }

    /**
     * After a promotion, or after a crash just behind one: tells monitoring which version is live.
     */
    void reconcile(Endpoint endpoint) {
        var live = endpoint.live();
        boolean known =
                monitoring
                        .status(endpoint.name())
                        .map(MonitorStatus::live)
                        .filter(watched ->
                                live.equals(new ModelRef(watched.model(), watched.version())))
                        .isPresent();
        var reference = reference(live);
        if (known || reference == null) {
            return;
        }
        db.write(tx -> {
            monitoring.live(tx, endpoint.name(), live.name(), live.version(), reference);
            return live;
        });
    }
}
