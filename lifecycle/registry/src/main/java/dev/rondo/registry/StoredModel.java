package dev.rondo.registry;

import dev.rondo.inference.Signature;

/** A model directory whose files are in the blobs, ready to become a version. */
public record StoredModel(String digest, Signature signature) {}
