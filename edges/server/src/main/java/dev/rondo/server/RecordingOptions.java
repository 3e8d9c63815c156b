package dev.rondo.server;

import dev.rondo.journal.Durability;
import dev.rondo.journal.Retention;
import dev.rondo.serving.FailurePolicy;
import java.nio.file.Path;

/**
 * Where and how a server of model files records what it is asked (rules 8.1 and 8.2).
 *
 * @param data the directory of the journal, which this server has for itself
 * @param durability when a record counts as written
 * @param policy what becomes of an answer that cannot be recorded
 * @param retention how much is kept
 */
public record RecordingOptions(
        Path data, Durability durability, FailurePolicy policy, Retention retention) {}
