package dev.rondo.registry;

import dev.rondo.base.Page;
import dev.rondo.store.Tx;
import java.util.List;

/** Registered models and prompts: names with descriptions, tags and aliases. */
public final class RegisteredModels {
    /** CONFLICT {@code model.exists} when the name is taken. */
    public RegisteredModel create(NewModel model) {
        throw new UnsupportedOperationException();
    }

    /** NOT_FOUND {@code model.not_found}. */
    public RegisteredModel get(String name) {
        throw new UnsupportedOperationException();
    }

    public Page<RegisteredModel> search(RegistryQuery query) {
        throw new UnsupportedOperationException();
    }

    /** Versions, tags and aliases follow. */
    public RegisteredModel rename(String name, String newName) {
        throw new UnsupportedOperationException();
    }

    /** Sets the description, empty for none. */
    public RegisteredModel update(String name, String description) {
        throw new UnsupportedOperationException();
    }

    /** With its versions, tags and aliases. */
    public void delete(String name) {
        throw new UnsupportedOperationException();
    }

    public void setTag(String name, String key, String value) {
        throw new UnsupportedOperationException();
    }

    /** Nothing happens if there is none. */
    public void deleteTag(String name, String key) {
        throw new UnsupportedOperationException();
    }

    /** Points an alias to a version, away from the one that it named before. */
    public void setAlias(String name, String alias, int version) {
        throw new UnsupportedOperationException();
    }

    public void setAlias(Tx tx, String name, String alias, int version) {
        throw new UnsupportedOperationException();
    }

    /** Nothing happens if there is none. */
    public void deleteAlias(String name, String alias) {
        throw new UnsupportedOperationException();
    }

    /** The greatest version of each stage, with aliases. No stages: of all four. */
    public List<ModelVersion> latestVersions(String name, List<Stage> stages) {
        throw new UnsupportedOperationException();
    }
}
