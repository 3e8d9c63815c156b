package dev.rondo.registry;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.RondoException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the registry must do, in maps. */
final class PlainRegistry {
    static final class Model {
        String description = "";
        int last;
        long created;
        long updated;
        final Map<String, String> tags = new HashMap<>();
        final Map<String, Integer> aliases = new HashMap<>();
        final TreeMap<Integer, Version> versions = new TreeMap<>();
    }

    static final class Version {
        String description = "";
        Stage stage = Stage.NONE;
        long created;
        long updated;
        final Map<String, String> tags = new HashMap<>();
    }

    final TreeMap<String, Model> models = new TreeMap<>();

    void create(String name, Map<String, String> tags, long now) {
        if (models.containsKey(name)) {
            throw RondoException.of(ErrorKind.CONFLICT, "", "");
        }
        var model = new Model();
        model.tags.putAll(tags);
        model.created = now;
        model.updated = now;
        models.put(name, model);
    }

    void rename(String name, String newName, long now) {
        var model = model(name);
        if (!name.equals(newName) && models.containsKey(newName)) {
            throw RondoException.of(ErrorKind.CONFLICT, "", "");
        }
        models.remove(name);
        models.put(newName, model);
        model.updated = now;
        model.versions.values().forEach(version -> version.updated = now);
    }

    void delete(String name) {
        model(name);
        models.remove(name);
    }

    void update(String name, String description, long now) {
        var model = model(name);
        model.description = description;
        model.updated = now;
    }

    int version(String name, long now) {
        var model = model(name);
        var version = new Version();
        version.created = now;
        version.updated = now;
        model.updated = now;
        model.versions.put(++model.last, version);
        return model.last;
    }

    void deleteVersion(String name, int number, long now) {
        version(name, number);
        var model = model(name);
        model.versions.remove(number);
        model.aliases.values().removeIf(each -> each == number);
        model.updated = now;
    }

    void alias(String name, String alias, int number) {
        version(name, number);
        model(name).aliases.put(alias, number);
    }

    void transition(String name, int number, Stage stage, boolean archive, long now) {
        if (archive && !stage.isActive()) {
            throw RondoException.of(ErrorKind.USER, "", "");
        }
        var moved = version(name, number);
        for (var each : model(name).versions.values()) {
            if (archive && each != moved && each.stage == stage) {
                each.stage = Stage.ARCHIVED;
                each.updated = now;
            }
        }
        moved.stage = stage;
        moved.updated = now;
        model(name).updated = now;
    }

    void describe(String name, int number, String description, long now) {
        var version = version(name, number);
        version.description = description;
        version.updated = now;
    }

    Model model(String name) {
        var model = models.get(name);
        if (model == null) {
            throw RondoException.of(ErrorKind.NOT_FOUND, "", "");
        }
        return model;
    }

    Version version(String name, int number) {
        var model = models.get(name);
        var version = model == null ? null : model.versions.get(number);
        if (version == null) {
            throw RondoException.of(ErrorKind.NOT_FOUND, "", "");
        }
        return version;
    }

    /** Everything, one line for each thing, to compare with the same of the real one. */
    List<String> lines() {
        return models.entrySet().stream()
                .map(entry -> line(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static String line(String name, Model model) {
        var latest = new HashMap<Stage, Integer>();
        model.versions.forEach((number, version) -> latest.put(version.stage, number));
        var versions =
                model.versions.entrySet().stream()
                        .map(each -> line(model, each.getKey(), each.getValue()))
                        .collect(Collectors.joining("\n"));
        return "%s %s %d %d %d %s %s %s\n%s"
                .formatted(
                        name,
                        model.description,
                        model.last,
                        model.created,
                        model.updated,
                        new TreeMap<>(model.tags),
                        new TreeMap<>(model.aliases),
                        latest.values().stream().sorted().toList(),
                        versions);
    }

    private static String line(Model model, int number, Version version) {
        var aliases = new HashSet<String>();
        model.aliases.forEach((alias, named) -> {
            if (named == number) {
                aliases.add(alias);
            }
        });
        return "%d %s %s %d %d %s %s"
                .formatted(
                        number,
                        version.description,
                        version.stage,
                        version.created,
                        version.updated,
                        new TreeMap<>(version.tags),
                        aliases.stream().sorted().toList());
    }

    static List<String> lines(Registry registry) {
        return registry.models().search(RegistrySuite.query("")).items().stream()
                .map(model -> line(registry, model))
                .toList();
    }

    private static String line(Registry registry, RegisteredModel model) {
        var versions =
                registry.versions().of(model.name()).reversed().stream()
                        .map(each ->
                                "%d %s %s %d %d %s %s"
                                        .formatted(
                                                each.version(),
                                                each.description(),
                                                each.stage(),
                                                each.creationMillis(),
                                                each.lastUpdateMillis(),
                                                new TreeMap<>(each.tags()),
                                                each.aliases().stream().sorted().toList()))
                        .collect(Collectors.joining("\n"));
        return "%s %s %d %d %d %s %s %s\n%s"
                .formatted(
                        model.name(),
                        model.description(),
                        model.lastVersion(),
                        model.creationMillis(),
                        model.lastUpdateMillis(),
                        new TreeMap<>(model.tags()),
                        new TreeMap<>(model.aliases()),
                        model.latestVersions().stream().map(ModelVersion::version).toList(),
                        versions);
    }
}
