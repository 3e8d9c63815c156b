package dev.rondo.server;

import dev.rondo.base.RondoException;
import dev.rondo.hosting.ModelCatalogue;
import dev.rondo.hosting.ModelDescription;
import dev.rondo.hosting.ModelInUse;
import dev.rondo.hosting.ModelState;
import dev.rondo.hosting.ModelStatistics;
import dev.rondo.hosting.ModelStatistics.Total;
import dev.rondo.hosting.VersionStatus;
import dev.rondo.inference.ColumnTensors;
import dev.rondo.serving.MetricsSnapshot;
import dev.rondo.serving.Served;
import dev.rondo.serving.Serving;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints of a server as models of the wire protocols. Their releases choose the version that
 * answers, so a request may name the live version or, better, none.
 */
final class EndpointCatalogue implements ModelCatalogue {
    private static final double NANOS = 1e9;

    private final Serving serving;
    private final Runnable answered;

    /**
     * @param answered is told after each answer
     */
    EndpointCatalogue(Serving serving, Runnable answered) {
        this.serving = serving;
        this.answered = answered;
    }

    boolean has(String name) {
        return serving.endpoints().names().contains(name);
    }

    private Served served(String name, @Nullable String version) {
        var served = serving.endpoints().served(name);
        if (version != null && !version.isEmpty() && !version.equals(number(served))) {
            throw RondoException.notFound("model.not_found", "the endpoint has no such version")
                    .at(name)
                    .because("its releases choose which version answers")
                    .next("leave the version out");
        }
        return served;
    }

    private static String number(Served served) {
        return Integer.toString(served.live().version());
    }

    @Override
    public ModelInUse use(String name, @Nullable String version) {
        return new EndpointUse(serving.endpoints(), served(name, version), answered);
    }

    @Override
    public ModelDescription describe(String name, @Nullable String version) {
        var served = served(name, version);
        return new ModelDescription(
                name,
                number(served),
                List.of(number(served)),
                "rondo",
                false,
                ColumnTensors.inputs(served.signature()),
                EndpointTensors.OUTPUTS);
    }

    /** Answers wait for the journal. */
    @Override
    public boolean immediate(String name, @Nullable String version) {
        return false;
    }

    @Override
    public boolean ready() {
        return true;
    }

    @Override
    public boolean ready(String name, @Nullable String version) {
        return status(name).state() == ModelState.READY;
    }

    private VersionStatus status(String name) {
        try {
            var served = serving.endpoints().served(name);
            return new VersionStatus(name, number(served), ModelState.READY, "");
        } catch (RondoException e) {
            if (!has(name)) {
                throw e;
            }
            return new VersionStatus(name, "", ModelState.UNAVAILABLE, e.what());
        }
    }

    @Override
    public List<VersionStatus> index() {
        return serving.endpoints().names().stream().sorted().map(this::status).toList();
    }

    /** What there is: how many requests, and how long they took. */
    @Override
    public List<ModelStatistics> statistics(@Nullable String name, @Nullable String version) {
        if (name != null) {
            var _ = served(name, version);
        }
        return serving.metrics().durations().stream()
                .filter(each -> name == null || name.equals(each.endpoint()))
                .map(this::statistics)
                .toList();
    }

    private ModelStatistics statistics(MetricsSnapshot.Durations durations) {
        long count = durations.counts().stream().mapToLong(Long::longValue).sum();
        var all = new Total(count, Math.round(durations.sumSeconds() * NANOS));
        var none = new Total(0, 0);
        return new ModelStatistics(
                durations.endpoint(),
                status(durations.endpoint()).version(),
                0,
                all,
                none,
                none,
                none,
                all,
                none);
    }

    @Override
    public void load(String name) {
        throw fixed();
    }

    @Override
    public void unload(String name) {
        throw fixed();
    }

    private static RondoException fixed() {
        return RondoException.user("model.fixed", "endpoints are neither loaded nor unloaded")
                .next("start a release for another version");
    }
}
