package dev.rondo.monitoring;

import dev.rondo.journal.Damage;
import dev.rondo.journal.Journal;

/**
 * Reads what can be read. The journal's own check reports damage; neither monitoring nor the
 * outcomes of other predictions should stand still because of it.
 */
@FunctionalInterface
interface PassOverDamage extends Journal.Visitor {
    @Override
    default void damaged(Damage damage) {}
}
