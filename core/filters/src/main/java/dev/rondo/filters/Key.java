package dev.rondo.filters;

/**
 * What a comparison or an order is about.
 *
 * @param open whether the entity has keys of any name, as tags have
 */
record Key(String entity, String name, ValueType type, boolean open) {}
