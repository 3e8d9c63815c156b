package dev.rondo.migrate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.base.RondoException;
import dev.rondo.client.RondoClient;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Writes runs into a Parquet file for analysis, a row each.
 *
 * <pre>{@code
 * var written = new RunExport(rondo, "where=metrics.auc+%3E+0.8&", System.err::println)
 *         .write(Path.of("runs.parquet"));
 * }</pre>
 *
 * Pages are kept in a file beside it until all columns are known, so memory does not grow with the
 * number of runs.
 */
public final class RunExport {
    private static final int PAGE = 1_000;
    private static final int TELL_EVERY = 10_000;

    /** A group of rows ends when this much JSON is in it, which bounds the memory it needs. */
    private static final long MOST_CHARACTERS = 16 << 20;

    /** What has been written. */
    public record Written(long runs, int columns, long bytes) {}

    private final RondoClient rondo;
    private final String query;
    private final Consumer<String> progress;
    private final Map<String, ParquetType> ofKeys = new HashMap<>();
    private long runs;

    /**
     * @param query the parameters of a search for runs, encoded, each with an ampersand after it
     * @param progress takes a line now and then
     */
    public RunExport(RondoClient rondo, String query, Consumer<String> progress) {
        this.rondo = rondo;
        this.query = query;
        this.progress = progress;
    }

    /**
     * Writes all of the file or nothing; to be called once.
     *
     * @param file a new file
     * @throws RondoException of kind USER {@code export.exists}, UNAVAILABLE {@code
     *     export.unwritable}
     */
    public Written write(Path file) {
        if (Files.exists(file)) {
            throw RondoException.user("export.exists", file + " is there already")
                    .next("name another file");
        }
        var part = file.resolveSibling(file.getFileName() + ".part");
        var pages = file.resolveSibling(file.getFileName() + ".pages");
        try {
            try {
                collect(pages);
                var columns = RunRow.columns(ofKeys);
                writeRows(pages, part, columns);
                Files.move(part, file);
                return new Written(runs, columns.size(), Files.size(file));
            } finally {
                Files.deleteIfExists(part);
                Files.deleteIfExists(pages);
            }
        } catch (IOException e) {
            throw RondoException.unavailable("export.unwritable", "the file cannot be written")
                    .at(file.toString())
                    .because(String.valueOf(e.getMessage()))
                    .next("check its folder and the disk's space")
                    .causedBy(e);
        }
    }

    private void collect(Path pages) throws IOException {
        try (var lines =
                new OutputStreamWriter(
                        new GZIPOutputStream(Files.newOutputStream(pages), 1 << 16),
                        StandardCharsets.UTF_8)) {
            var token = "";
            do {
                var page = rondo.get("/api/v1/runs?" + query + "limit=" + PAGE + token);
                for (var run : page.path("items")) {
                    take(run);
                    lines.write(run.toString());
                    lines.write('\n');
                }
                var next = page.path("next_page_token").asText("");
                token = next.isEmpty() ? "" : "&page_token=" + RondoClient.encode(next);
            } while (!token.isEmpty());
        }
    }

    private void take(JsonNode run) {
        RunRow.note(run, ofKeys);
        runs++;
        if (runs % TELL_EVERY == 0) {
            progress.accept(runs + " runs read");
        }
    }

    private void writeRows(Path pages, Path part, Map<String, ParquetType> columns)
            throws IOException {
        try (var out = new BufferedOutputStream(Files.newOutputStream(part), 1 << 16);
                var writer = new ParquetWriter(out, columns);
                var lines =
                        new BufferedReader(
                                new InputStreamReader(
                                        new GZIPInputStream(Files.newInputStream(pages), 1 << 16),
                                        StandardCharsets.UTF_8))) {
            var group = new TreeMap<String, ParquetColumn>();
            int rows = 0;
            long characters = 0;
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                RunRow.add(RondoClient.JSON.readTree(line), rows++, group);
                characters += line.length();
                if (characters >= MOST_CHARACTERS) {
                    writer.group(rows, group);
                    group.clear();
                    rows = 0;
                    characters = 0;
                }
            }
            if (rows > 0) {
                writer.group(rows, group);
            }
        }
    }
}
