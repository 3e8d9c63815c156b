package dev.rondo.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The files of a run. */
public final class RunFiles {
    /**
     * A file or folder.
     *
     * @param path from the run's root
     * @param size in bytes; 0 for a folder
     */
    public record Entry(String path, boolean folder, long size) {
        static Entry of(JsonNode entry) {
            return new Entry(
                    entry.path("path").asText(),
                    entry.path("folder").asBoolean(),
                    entry.path("size").asLong());
        }
    }

    private final RondoClient client;
    private final String root;

    RunFiles(RondoClient client, String runId) {
        this.client = client;
        root = RunRecord.path(runId) + "/artifacts";
    }

    /** What lies directly under a folder; "" is the root. */
    public List<Entry> list(String folder) {
        var entries = new ArrayList<Entry>();
        client.get(root + "?path=" + RondoClient.encode(folder))
                .path("items")
                .forEach(entry -> entries.add(Entry.of(entry)));
        return entries;
    }

    /** Opens a file, streamed; the caller closes it. */
    public InputStream open(String path) {
        return client.stream(place(path));
    }

    /** Stores a file, streamed, replacing an earlier one of the path. */
    public Entry put(String path, Path file) {
        return Entry.of(client.putFile(place(path), "application/octet-stream", file));
    }

    private String place(String path) {
        return root
                + "/"
                + Arrays.stream(path.split("/", -1))
                        .map(RondoClient::encode)
                        .collect(Collectors.joining("/"));
    }
}
