package dev.rondo.hosting;

import dev.rondo.base.RondoException;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is published of every model; replaced whole, so that who looks something up never waits. */
final class ModelShelf {
    private volatile SortedMap<String, HostedModel> models = new TreeMap<>();

    /** The models' names. */
    Collection<String> names() {
        return models.keySet();
    }

    List<HostedVersion> all() {
        return models.values().stream().flatMap(each -> each.byNumber().values().stream()).toList();
    }

    /** The versions of a model; none where it is not known. */
    SortedMap<Long, HostedVersion> versions(String name) {
        var model = models.get(name);
        return model == null ? new TreeMap<>() : model.byNumber();
    }

    /** The versions that are ready, the oldest first. */
    List<String> readyVersions(String name) {
        var model = models.get(name);
        return model == null ? List.of() : model.readyVersions();
    }

    /** As {@link #chosen}; null where that throws. */
    @Nullable HostedVersion find(String name, @Nullable String version) {
        var model = models.get(name);
        return model == null ? null : model.choose(version);
    }

    /**
     * The version that a request is for, ready or not.
     *
     * @throws RondoException of kind NOT_FOUND for an unknown name or version
     */
    HostedVersion chosen(String name, @Nullable String version) {
        var model = known(name);
        var chosen = model.choose(version);
        if (chosen == null) {
            throw RondoException.notFound(
                            "model.unknown_version", "the model has no version of this number")
                    .next("versions: " + String.join(", ", model.byText().keySet()));
        }
        return chosen;
    }

    /** All versions of what is named: of a model, or of all models; fails as {@link #chosen}. */
    List<HostedVersion> named(@Nullable String name, @Nullable String version) {
        if (name == null) {
            return all();
        }
        return version == null || version.isEmpty()
                ? List.copyOf(known(name).byNumber().values())
                : List.of(chosen(name, version));
    }

    HostedModel known(String name) {
        var model = models.get(name);
        if (model == null) {
            throw unknown();
        }
        return model;
    }

    static RondoException unknown() {
        return RondoException.notFound("model.unknown", "there is no model of this name")
                .next("ask for the index of models");
    }

    /** Puts versions in the places of their names and numbers. */
    synchronized void publish(Collection<HostedVersion> versions) {
        var next = new TreeMap<>(models);
        for (var version : versions) {
            var all = next.get(version.name());
            var numbered = new TreeMap<Long, HostedVersion>();
            if (all != null) {
                numbered.putAll(all.byNumber());
            }
            numbered.put(version.file().version(), version);
            next.put(version.name(), new HostedModel(numbered));
        }
        models = next;
    }

    void publish(HostedVersion version) {
        publish(List.of(version));
    }

    synchronized void withdraw(HostedVersion version) {
        var numbered = new TreeMap<>(versions(version.name()));
        numbered.remove(version.file().version());
        var next = new TreeMap<>(models);
        if (numbered.isEmpty()) {
            next.remove(version.name());
        } else {
            next.put(version.name(), new HostedModel(numbered));
        }
        models = next;
    }
}
