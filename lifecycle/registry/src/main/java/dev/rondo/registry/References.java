package dev.rondo.registry;

import dev.rondo.base.RondoException;
import dev.rondo.store.Tx;
import java.util.List;
import java.util.Optional;

/** Addresses {@code models:/…}, and which version each names now. */
final class References {
    /** What follows {@code models:/}. */
    sealed interface Reference {}

    /** {@code models:/m-…} */
    record Logged(String modelId) implements Reference {}

    /** {@code models:/NAME/3} */
    record Numbered(String name, int version) implements Reference {}

    /** {@code models:/NAME/latest} */
    record Latest(String name) implements Reference {}

    /** {@code models:/NAME/Production} */
    record Staged(String name, String stage) implements Reference {}

    /** {@code models:/NAME@ALIAS} */
    record Aliased(String name, String alias) implements Reference {}

    /** The version, and where its files are. */
    record Found(ModelVersion version, String location) {}

    private final VersionReader versions;

    References(VersionReader versions) {
        this.versions = versions;
    }

    static Optional<Reference> parse(Uri uri) {
        if (!uri.path().startsWith("/")) {
            return Optional.empty();
        }
        var parts = List.of(uri.path().replaceFirst("^/+", "").split("/", -1));
        var name = parts.getFirst();
        if (parts.size() > 2 || name.isBlank() || parts.getLast().isBlank()) {
            return Optional.empty();
        }
        return parts.size() == 2 ? Optional.of(ofTwo(name, parts.getLast())) : ofOne(name);
    }

    private static Reference ofTwo(String name, String suffix) {
        if (suffix.matches("[0-9]{1,9}")) {
            return new Numbered(name, Integer.parseInt(suffix));
        }
        return suffix.equalsIgnoreCase("latest") ? new Latest(name) : new Staged(name, suffix);
    }

    private static Optional<Reference> ofOne(String text) {
        int at = text.lastIndexOf('@');
        if (at < 0) {
            return Optional.of(new Logged(text));
        }
        var alias = text.substring(at + 1);
        return alias.isBlank()
                ? Optional.empty()
                : Optional.of(new Aliased(text.substring(0, at), alias));
    }

    Found resolve(Tx tx, String source, Reference reference) {
        var name = name(reference);
        Checks.name(name);
        ModelTable.require(tx, name);
        if (ModelTable.isPrompt(tx, name)) {
            throw Sources.invalid(
                    source, "Prompt versions cannot be used as model version sources.");
        }
        var version = versions.get(tx, name, number(tx, name, reference));
        return new Found(version, VersionTable.location(tx, name, version.version()));
    }

    private static String name(Reference reference) {
        return switch (reference) {
            case Numbered(var name, _) -> name;
            case Latest(var name) -> name;
            case Staged(var name, _) -> name;
            case Aliased(var name, _) -> name;
            case Logged(var id) -> throw new IllegalArgumentException(id);
        };
    }

    private static int number(Tx tx, String name, Reference reference) {
        return switch (reference) {
            case Numbered(_, var version) -> version;
            case Latest(_) ->
                    VersionTable.greatest(tx, name).orElseThrow(() -> noVersion(name, "latest"));
            case Staged(_, var stage) ->
                    VersionTable.greatest(tx, name, Stage.parse(stage))
                            .orElseThrow(() -> noVersion(name, stage));
            case Aliased(_, var alias) -> ofAlias(tx, name, alias);
            case Logged(var id) -> throw new IllegalArgumentException(id);
        };
    }

    /** The number that an alias names, {@code latest} included, of a model that exists. */
    static int ofAlias(Tx tx, String name, String alias) {
        if (alias.equalsIgnoreCase("latest")) {
            return VersionTable.greatest(tx, name)
                    .orElseThrow(() ->
                            RondoException.notFound(
                                    "model.not_found",
                                    "Latest version not found for model %s."
                                            .formatted(Checks.shown(name))));
        }
        return ModelTable.versionOf(tx, name, alias)
                .orElseThrow(() ->
                        RondoException.user(
                                "model.alias",
                                "Registered model alias %s not found."
                                        .formatted(Checks.shown(alias))));
    }

    private static RondoException noVersion(String name, String stage) {
        return RondoException.notFound(
                "model.not_found",
                "No versions of model with name '%s' and stage '%s' found"
                        .formatted(Checks.shown(name), Checks.shown(stage)));
    }
}
