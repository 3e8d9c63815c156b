package dev.rondo.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Sends the requests of a file to a server that another program measures. It says {@code warm}
 * after the warm-up, waits for a line on its input, sends the rest, and ends with one line of JSON.
 */
final class RequestsLoad {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private RequestsLoad() {}

    /** Takes the port, the number of connections, how many requests only warm up, and the file. */
    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(arguments[0]);
        int connections = Integer.parseInt(arguments[1]);
        int warmUp = Integer.parseInt(arguments[2]);
        var all = requests(Files.readAllLines(Path.of(arguments[3])));
        if (warmUp > 0) {
            new Load(all.subList(0, warmUp), connections, warmUp, LIMIT).run(port);
        }
        System.out.println("warm");
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        var measured = all.subList(warmUp, all.size());
        var result = new Load(measured, connections, measured.size(), LIMIT).run(port);
        System.out.println(json(result));
    }

    /** One request a line: its method, its path and, for a POST, its body of JSON. */
    static List<byte[]> requests(List<String> lines) {
        return lines.stream().map(RequestsLoad::request).toList();
    }

    private static byte[] request(String line) {
        var parts = line.split(" ", 3);
        return switch (parts[0]) {
            case "GET" -> Connection.get(parts[1]);
            case "POST" -> Connection.post(parts[1], parts[2].getBytes(StandardCharsets.UTF_8));
            default -> throw new IllegalArgumentException("not GET or POST: " + parts[0]);
        };
    }

    static String json(Load.Result result) {
        return String.format(
                Locale.ROOT,
                "{\"answered\": %d, \"per_second\": %.3f, \"p50\": %.4f, \"p99\": %.4f}",
                result.answered(),
                result.perSecond(),
                result.percentile(0.5),
                result.percentile(0.99));
    }
}
