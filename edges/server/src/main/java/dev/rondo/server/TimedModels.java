package dev.rondo.server;

import dev.rondo.hosting.LoadCounts;
import dev.rondo.hosting.ModelCatalogue;
import dev.rondo.hosting.ModelDescription;
import dev.rondo.hosting.ModelInUse;
import dev.rondo.hosting.ModelRules;
import dev.rondo.hosting.ModelStatistics;
import dev.rondo.hosting.VersionStatus;
import dev.rondo.http.Caller;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A catalogue whose models are told how long their callers wait, where these said so. */
final class TimedModels implements ModelCatalogue {
    private final ModelCatalogue models;

    TimedModels(ModelCatalogue models) {
        this.models = models;
    }

    @Override
    public ModelInUse use(String name, @Nullable String version) {
        var caller = Caller.current();
        var use = models.use(name, version);
        return caller.hurries() ? new TimedUse(use, caller) : use;
    }

    @Override
    public ModelDescription describe(String name, @Nullable String version) {
        return models.describe(name, version);
    }

    @Override
    public boolean immediate(String name, @Nullable String version) {
        return models.immediate(name, version);
    }

    @Override
    public boolean loaded(String name, @Nullable String version) {
        return models.loaded(name, version);
    }

    @Override
    public String labelled(String name, String label) {
        return models.labelled(name, label);
    }

    @Override
    public boolean ready() {
        return models.ready();
    }

    @Override
    public boolean ready(String name, @Nullable String version) {
        return models.ready(name, version);
    }

    @Override
    public List<VersionStatus> index() {
        return models.index();
    }

    @Override
    public List<ModelStatistics> statistics(@Nullable String name, @Nullable String version) {
        return models.statistics(name, version);
    }

    @Override
    public void load(String name) {
        models.load(name);
    }

    @Override
    public void unload(String name) {
        models.unload(name);
    }

    @Override
    public void configure(Map<String, ModelRules> rules) {
        models.configure(rules);
    }

    @Override
    public LoadCounts loads() {
        return models.loads();
    }
}
