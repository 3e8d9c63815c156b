package dev.rondo.cli;

import dev.rondo.server.EdgeOptions;
import java.util.List;
import picocli.CommandLine.Option;

/** What is done for requests whatever their protocol. */
final class EdgeMixin {
    @Option(
            names = "--cors-origin",
            paramLabel = "ORIGIN",
            description =
                    "Origin whose pages a browser lets read the answers, such as https://app.example.org, or * for any; may be repeated (default: none).")
    private List<String> origins = List.of();

    @Option(
            names = "--request-ids",
            description = "Give every request that has no X-Request-Id one, and tell it.")
    private boolean requestIds;

    @Option(
            names = "--access-log",
            description = "Write a line for each request to standard output.")
    private boolean accessLog;

    EdgeOptions options() {
        return new EdgeOptions(origins, requestIds, accessLog ? System.out : null);
    }
}
