package dev.rondo.cli;

import dev.rondo.base.RondoException;
import dev.rondo.hosting.HostingOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How models are hosted: which versions, how many at once, how long requests wait. */
final class HostingMixin {
    private static final Pattern TIME = Pattern.compile("([0-9]{1,9})(us|ms|s|m|h|d)");

    @Option(
            names = "--model-config-file",
            paramLabel = "FILE",
            description =
                    "Serve the models of this file of TensorFlow Serving's only, by its version policies and labels.")
    @Nullable Path configFile;

    @Option(
            names = "--max-loaded",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "Versions in memory at once: the least recently used one makes room for one that is asked for (default: all).")
    private int maxLoaded;

    @Option(
            names = "--queue",
            paramLabel = "N",
            defaultValue = "128",
            description =
                    "Requests that may wait for one model that is not answered at once (default: ${DEFAULT-VALUE}).")
    private int queue;

    @Option(
            names = "--request-timeout",
            paramLabel = "TIME",
            defaultValue = "0s",
            description =
                    "How long a request to such a model may take, such as 500ms or 10s (default: any time).")
    private String requestTimeout = "";

    @Option(
            names = "--batch-latency",
            paramLabel = "TIME",
            defaultValue = "0s",
            description =
                    "How long such a request may be held back to be answered together with others, such as 5ms (default: each is answered apart).")
    private String batchLatency = "";

    HostingOptions options() {
        return new HostingOptions(
                queue,
                time("--batch-latency", batchLatency),
                time("--request-timeout", requestTimeout),
                maxLoaded);
    }

    static Duration time(String option, String text) {
        var parts = TIME.matcher(text);
        if (!parts.matches()) {
            throw RondoException.user("serve.time", option + " is no time")
                    .next("give for example 500us, 5ms, 10s, 1m, 36h or 90d");
        }
        long count = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "us" -> Duration.ofNanos(1_000 * count);
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }
}
