package dev.rondo.registry;

import dev.rondo.base.Page;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Versions of registered models. */
public final class ModelVersions {
    /** Makes a version of a model that exists, of files that are somewhere already. */
    public ModelVersion create(NewVersion version) {
        throw new UnsupportedOperationException();
    }

    /** NOT_FOUND {@code version.not_found}. */
    public ModelVersion get(String name, int version) {
        throw new UnsupportedOperationException();
    }

    /** USER {@code model.alias} when there is none; {@code latest} is the greatest version. */
    public ModelVersion byAlias(String name, String alias) {
        throw new UnsupportedOperationException();
    }

    /** All of a model, latest first. */
    public List<ModelVersion> of(String name) {
        throw new UnsupportedOperationException();
    }

    public Page<ModelVersion> search(RegistryQuery query) {
        throw new UnsupportedOperationException();
    }

    /** Sets the description; null clears it. */
    public ModelVersion update(String name, int version, @Nullable String description) {
        throw new UnsupportedOperationException();
    }

    public void delete(String name, int version) {
        throw new UnsupportedOperationException();
    }

    public void setTag(String name, int version, String key, String value) {
        throw new UnsupportedOperationException();
    }

    public void setTags(String name, int version, Map<String, String> tags) {
        throw new UnsupportedOperationException();
    }

    /** Nothing happens if there is none. */
    public void deleteTag(String name, int version, String key) {
        throw new UnsupportedOperationException();
    }

    public ModelVersion transition(String name, int version, Stage stage, boolean archiveExisting) {
        throw new UnsupportedOperationException();
    }

    /** Where a client loads the files from. */
    public String downloadUri(String name, int version) {
        throw new UnsupportedOperationException();
    }
}
