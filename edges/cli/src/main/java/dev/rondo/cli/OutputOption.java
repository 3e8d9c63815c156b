package dev.rondo.cli;

import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The option of every command that prints data. */
final class OutputOption {
    enum Format {
        TABLE,
        JSON,
        JSONL,
        YAML
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            scope = ScopeType.INHERIT,
            defaultValue = "table",
            description = "table, json, jsonl or yaml (default: ${DEFAULT-VALUE}).")
    private Format format = Format.TABLE;

    Format format() {
        return format;
    }
}
