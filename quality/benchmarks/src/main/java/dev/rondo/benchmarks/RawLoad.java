package dev.rondo.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends the requests of a file over and over, for a time, to a server that another program
 * measures. Each is a length in four bytes and a whole HTTP request, which is sent as it is. It
 * says {@code warm} after the warm-up, waits for a line on its input, sends for the time that is
 * measured, and ends with one line of JSON.
 */
final class RawLoad {
    private static final int MOST = 3_000_000;

    private RawLoad() {}

    /** Takes the port, the number of connections, the two times in seconds, and the file. */
    public static void main(String[] arguments) throws IOException {
        run(arguments, Connection::new);
    }

    /** The same, over connections that are opened so. */
    static void run(String[] arguments, Sender.Opening opening) throws IOException {
        int port = Integer.parseInt(arguments[0]);
        int connections = Integer.parseInt(arguments[1]);
        var requests = requests(Files.readAllBytes(Path.of(arguments[4])));
        load(requests, connections, arguments[2], opening).run(port);
        System.out.println("warm");
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        System.out.println(
                RequestsLoad.json(load(requests, connections, arguments[3], opening).run(port)));
    }

    private static Load load(
            List<byte[]> requests, int connections, String seconds, Sender.Opening opening) {
        var time = Duration.ofSeconds(Long.parseLong(seconds));
        return new Load(requests, connections, MOST, time, opening);
    }

    static List<byte[]> requests(byte[] file) {
        var requests = new ArrayList<byte[]>();
        for (var in = ByteBuffer.wrap(file); in.hasRemaining(); ) {
            var request = new byte[in.getInt()];
            in.get(request);
            requests.add(request);
        }
        return requests;
    }
}
