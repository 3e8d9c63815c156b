package dev.rondo.serving;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.RondoException;
import dev.rondo.store.Db;
import dev.rondo.store.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The snapshots by which requests are routed, in memory: a prediction reads no database. A change
 * on this replica replaces its snapshot before the call returns; one on another is seen by polling
 * the endpoints' revisions.
 */
final class Routings {
    private static final Logger LOG = LoggerFactory.getLogger(Routings.class);

    private final Db db;
    private final ModelCache models;
    private final Watches watches;
    private final Map<String, Routing> routings = new ConcurrentHashMap<>();
    private final Map<String, RondoException> broken = new ConcurrentHashMap<>();

    Routings(Db db, ModelCache models, Watches watches) {
        this.db = db;
        this.models = models;
        this.watches = watches;
    }

    /**
     * @throws RondoException of kind NOT_FOUND without such an endpoint, UNAVAILABLE where its live
     *     model cannot be loaded
     */
    Routing get(String endpoint) {
        var routing = routings.get(endpoint);
        if (routing != null) {
            return routing;
        }
        var error = broken.get(endpoint);
        if (error == null) {
            throw EndpointRows.notFound(endpoint);
        }
        throw RondoException.unavailable("endpoint.not_loaded", "the live model cannot be loaded")
                .at(endpoint)
                .because(error.what())
                .next("mend the model's files; loading is tried again every moment")
                .causedBy(error);
    }

    List<Routing> all() {
        return List.copyOf(routings.values());
    }

    /** Replaces the snapshots of all endpoints that another replica has changed. */
    void refreshChanged() {
        var revisions = db.read(EndpointRows::revisions);
        for (var entry : revisions.entrySet()) {
            var routing = routings.get(entry.getKey());
            if (routing == null || routing.endpoint().revision() != entry.getValue()) {
                refresh(entry.getKey());
            }
        }
    }

    /** Reads one endpoint again. An endpoint whose new model cannot be loaded keeps the old one. */
    synchronized void refresh(String name) {
        try {
            db.read(tx -> find(tx, name)).ifPresent(found -> routings.put(name, build(found)));
            broken.remove(name);
        } catch (RondoException e) {
            if (e.kind() == ErrorKind.UNAVAILABLE) {
                throw e;
            }
            if (broken.put(name, e) == null) {
                LOG.error("endpoint {} cannot load its live model: {}", name, e.getMessage());
            }
        }
    }

    private record Found(
            StoredEndpoint stored, Optional<Release> challenger, Optional<Watch> watch) {}

    private Optional<Found> find(Tx tx, String name) {
        return EndpointRows.find(tx, name).map(stored -> find(tx, stored));
    }

    private Found find(Tx tx, StoredEndpoint stored) {
        var release = ReleaseRows.find(tx, stored.endpoint().releaseId());
        return new Found(stored, release, release.map(r -> watches.of(tx, r.id())));
    }

    private Routing build(Found found) {
        var endpoint = found.stored().endpoint();
        var live = models.get(endpoint.live());
        return new Routing(endpoint, live, challenger(found), found.stored().knownInputs());
    }

    private @Nullable Challenger challenger(Found found) {
        if (found.challenger().isEmpty()) {
            return null;
        }
        var release = found.challenger().get();
        var watch = found.watch().orElseThrow();
        WarmModel model = null;
        try {
            model = models.get(release.candidate());
        } catch (RondoException e) {
            if (watch.breaker().open("it cannot be loaded: " + e.getMessage())) {
                LOG.error("release {} cannot load {}", release.id(), release.candidate(), e);
            }
        }
        return new Challenger(release, model, watch);
    }

    /** Forgets what was noted about releases that have ended. */
    synchronized void forgetEnded() {
        watches.keep(
                routings.values().stream()
                        .map(Routing::releaseId)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet()));
    }

    /** The endpoints that this replica knows, those that cannot answer included. */
    List<String> names() {
        var names = new ArrayList<>(routings.keySet());
        broken.keySet().stream().filter(name -> !routings.containsKey(name)).forEach(names::add);
        return names;
    }
}
