package dev.rondo.monitoring;

import dev.rondo.store.Tx;

/**
 * Hears of alerts in the transaction that stores them, so that what it starts is started exactly
 * once. It should use the incident's id as its once-only key: later alerts of the same incident
 * come with the same one.
 */
@FunctionalInterface
public interface AlertListener {
    void fired(Tx tx, Alert alert, Incident incident);
}
