package dev.rondo.store;

/**
 * What is done inside one transaction. It runs on a thread of the store, so it should do database
 * work and little else; it is never run twice.
 */
@FunctionalInterface
public interface Work<T> {
    T run(Tx tx);
}
