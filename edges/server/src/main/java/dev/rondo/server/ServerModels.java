package dev.rondo.server;

import dev.rondo.hosting.LoadCounts;
import dev.rondo.hosting.ModelCatalogue;
import dev.rondo.hosting.ModelDescription;
import dev.rondo.hosting.ModelInUse;
import dev.rondo.hosting.ModelStatistics;
import dev.rondo.hosting.OnDemandModels;
import dev.rondo.hosting.VersionStatus;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints of a server and, by the names that no endpoint has, its registered models. So
 * nobody who names a version gets round an endpoint's routing and its journal.
 */
final class ServerModels implements ModelCatalogue {
    private final EndpointCatalogue endpoints;
    private final OnDemandModels registered;

    ServerModels(EndpointCatalogue endpoints, OnDemandModels registered) {
        this.endpoints = endpoints;
        this.registered = registered;
    }

    private ModelCatalogue of(String name) {
        return endpoints.has(name) ? endpoints : registered;
    }

    @Override
    public ModelInUse use(String name, @Nullable String version) {
        return of(name).use(name, version);
    }

    @Override
    public ModelDescription describe(String name, @Nullable String version) {
        return of(name).describe(name, version);
    }

    /** Endpoints wait for the journal, and registered models are looked up. */
    @Override
    public boolean immediate(String name, @Nullable String version) {
        return false;
    }

    @Override
    public boolean loaded(String name, @Nullable String version) {
        return of(name).loaded(name, version);
    }

    @Override
    public String labelled(String name, String label) {
        return of(name).labelled(name, label);
    }

    @Override
    public boolean ready() {
        return true;
    }

    @Override
    public boolean ready(String name, @Nullable String version) {
        return of(name).ready(name, version);
    }

    @Override
    public List<VersionStatus> index() {
        return Stream.concat(
                        endpoints.index().stream(),
                        registered.index().stream().filter(each -> !endpoints.has(each.name())))
                .toList();
    }

    @Override
    public List<ModelStatistics> statistics(@Nullable String name, @Nullable String version) {
        if (name != null) {
            return of(name).statistics(name, version);
        }
        return Stream.concat(
                        endpoints.statistics(null, null).stream(),
                        registered.statistics(null, null).stream())
                .toList();
    }

    @Override
    public void load(String name) {
        of(name).load(name);
    }

    @Override
    public void unload(String name) {
        of(name).unload(name);
    }

    @Override
    public LoadCounts loads() {
        return registered.loads();
    }
}
