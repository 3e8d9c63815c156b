package dev.rondo.store;

import org.jspecify.annotations.Nullable;

/**
 * What is done inside one transaction. It runs on a thread of the store, so it should do database
 * work and little else; it is never run twice.
 */
@FunctionalInterface
public interface Work<T extends @Nullable Object> {
    T run(Tx tx);
}
