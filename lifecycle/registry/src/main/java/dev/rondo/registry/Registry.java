package dev.rondo.registry;

import dev.rondo.store.Blobs;
import dev.rondo.store.Db;
import dev.rondo.store.Tx;
import dev.rondo.tracking.Tracking;
import java.nio.file.Path;
import java.time.InstantSource;

/** Registered models, their versions and aliases, and the webhooks that are told of them. */
public final class Registry {
    /** Brings the room's tables up to date. */
    public Registry(Db db, Blobs blobs, Tracking tracking, WebhookPolicy policy, InstantSource clock) {
        throw new UnsupportedOperationException();
    }

    public RegisteredModels models() {
        throw new UnsupportedOperationException();
    }

    public ModelVersions versions() {
        throw new UnsupportedOperationException();
    }

    public Webhooks webhooks() {
        throw new UnsupportedOperationException();
    }

    /** Stores the files of a model directory and makes a version of them. */
    public ModelVersion register(Registration registration, Path modelDirectory) {
        throw new UnsupportedOperationException();
    }

    public StoredModel store(Path modelDirectory) {
        throw new UnsupportedOperationException();
    }

    public ModelVersion register(Tx tx, Registration registration, StoredModel stored) {
        throw new UnsupportedOperationException();
    }

    /** Reads {@code name@alias} or {@code name/version}. */
    public ModelVersion resolve(String reference) {
        throw new UnsupportedOperationException();
    }

    /** The version with its digest and signature, read from its files if they are not known yet. */
    public ModelVersion described(String name, int version) {
        throw new UnsupportedOperationException();
    }

    /** A local folder with the version's files, to be read only. */
    public Path directory(String name, int version) {
        throw new UnsupportedOperationException();
    }
}
