package dev.rondo.filters;

/** One clause of an order, the entity and the key under their first names. */
public record Ordering(String entity, String key, boolean ascending) {}
