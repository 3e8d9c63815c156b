package dev.rondo.hosting;

import dev.rondo.base.RondoException;
import dev.rondo.inference.TensorModel;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One version: its state, and its model while it has one. The model is closed when nobody holds it:
 * neither the repository, which holds it once while the version serves, nor a request.
 */
final class HostedVersion {
    private static final Logger LOG = LoggerFactory.getLogger(HostedVersion.class);
    private static final String ON_DEMAND = "not loaded; a request loads it";

    private final ModelFile file;
    private final String version;
    private final Counters counters;
    private final AtomicInteger holds = new AtomicInteger();
    private volatile ModelState state;
    private volatile String reason;
    private volatile @Nullable TensorModel model;
    private volatile String digest = "";
    private volatile @Nullable RondoException failure;
    private volatile long loadedMillis;

    /** What lay on disk when it was last looked at: the file itself, or one that failed since. */
    private volatile ModelFile seen;

    private HostedVersion(ModelFile file, Counters counters, ModelState state, String reason) {
        this.file = file;
        this.version = Long.toString(file.version());
        this.seen = file;
        this.counters = counters;
        this.state = state;
        this.reason = reason;
    }

    static HostedVersion loading(ModelFile file, Counters counters) {
        return new HostedVersion(file, counters, ModelState.LOADING, "loading");
    }

    static HostedVersion unloaded(ModelFile file, String reason) {
        return new HostedVersion(file, new Counters(), ModelState.UNAVAILABLE, reason);
    }

    /** One that the first request for it loads. */
    static HostedVersion onDemand(ModelFile file, Counters counters) {
        return new HostedVersion(file, counters, ModelState.UNAVAILABLE, ON_DEMAND);
    }

    /** Reads, checks and warms up; the version is ready or unavailable afterwards. */
    void load(ModelLoading loading) {
        try {
            var fresh = loading.load(file, counters);
            digest = fresh.digest();
            model = fresh.model();
            loadedMillis = System.currentTimeMillis();
            holds.set(1);
            reason = "";
            state = ModelState.READY;
        } catch (Exception | StackOverflowError | OutOfMemoryError e) {
            unusable(e);
        }
    }

    private void unusable(Throwable e) {
        var why =
                e instanceof RondoException known
                        ? known
                        : RondoException.internal("model.load", "the model cannot be loaded")
                                .causedBy(e);
        var trace = e instanceof RondoException ? null : e;
        LOG.warn("model {} version {}: {}", file.name(), file.version(), why.getMessage(), trace);
        failure = why;
        reason = String.valueOf(why.getMessage());
        state = ModelState.UNAVAILABLE;
    }

    /** Holds the model for a request; null when it has none any more. */
    @Nullable TensorModel hold() {
        if (state != ModelState.READY) {
            return null;
        }
        for (int now = holds.get(); now > 0; now = holds.get()) {
            if (holds.compareAndSet(now, now + 1)) {
                return model;
            }
        }
        return null;
    }

    void letGo() {
        if (holds.decrementAndGet() == 0) {
            var unused = model;
            model = null;
            state = ModelState.UNAVAILABLE;
            if (unused != null) {
                unused.close();
            }
        }
    }

    /** Gives it to no new request, and closes the model when the last one has been answered. */
    void retire(String why) {
        if (state == ModelState.READY) {
            reason = why;
            state = ModelState.UNLOADING;
            letGo();
        }
    }

    ModelFile file() {
        return file;
    }

    String name() {
        return file.name();
    }

    String version() {
        return version;
    }

    /** See {@link ModelInUse#digest}. */
    String digest() {
        return digest;
    }

    Counters counters() {
        return counters;
    }

    boolean ready() {
        return state == ModelState.READY;
    }

    /** Whether the first request for it loads it. */
    boolean onDemand() {
        return state == ModelState.UNAVAILABLE && reason.equals(ON_DEMAND);
    }

    /** When it was last asked, or loaded. */
    long lastUsedMillis() {
        return Math.max(loadedMillis, counters.lastMillis());
    }

    ModelStatistics statistics() {
        int inFlight = Math.max(0, holds.get() - (ready() ? 1 : 0));
        return counters.snapshot(name(), version, inFlight);
    }

    boolean immediate() {
        var known = model;
        return known != null && ready() && known.immediate();
    }

    /** Goes on serving although another file now lies in the place of its own, which failed. */
    void outlives(HostedVersion failed) {
        seen = failed.file();
    }

    ModelFile seen() {
        return seen;
    }

    /** Why it could not be loaded; null when nobody tried or all went well. */
    @Nullable RondoException failure() {
        return failure;
    }

    VersionStatus status() {
        return new VersionStatus(name(), version(), state, reason);
    }
}
