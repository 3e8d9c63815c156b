package dev.rondo.cli;

import dev.rondo.journal.Durability;
import picocli.CommandLine.Option;

/** When a recorded prediction counts as written. */
final class DurabilityMixin {
    @Option(
            names = "--durability",
            defaultValue = "process",
            description =
                    "process: a record survives a killed process; disk: also a power cut (default: ${DEFAULT-VALUE}).")
    Durability durability = Durability.PROCESS;
}
