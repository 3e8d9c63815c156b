package dev.rondo.demo;

import dev.rondo.client.RondoClient;
import dev.rondo.client.RondoClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A file becomes a dataset version; a damaged one is refused whole. */
final class IngestChapter implements Chapter {
    private static final int DAMAGED_ROW = 810;

    @Override
    public String title() {
        return "Ingest: a file becomes an immutable dataset version";
    }

    @Override
    public ChapterResult tell(Session session) {
        tellPools(session);
        var version = upload(session, session.pools.past(), session.source.header());
        session.console.fact(
                "dataset",
                "%s version %d, %,d rows x %d columns",
                session.name(),
                version.path("version").asInt(),
                version.path("rows").asLong(),
                version.path("schema").size());
        session.console.fact("content digest", "%s", version.path("digest").asText());
        session.console.fact(
                "expectations inferred",
                "%d, held against every later version",
                version.path("expectations").asInt());
        session.figures.note("ingest.digest", version.path("digest").asText());
        session.happened(
                "before day 1",
                "dataset " + session.name() + "/1 ingested",
                version.path("digest").asText().substring(0, 19));
        return refuseDamaged(session);
    }

    private static void tellPools(Session session) {
        var pools = session.pools;
        session.console.say(
                "%s has %,d rows with a known %s; %.1f %% are %s. The table knows no time, so this story assigns it: %,d rows are the past, the rest is \"the future\", cut into %,d rows that are served and learned from and %,d on which proofs run. No source row is in two of them.",
                session.options.table().getFileName(),
                session.source.rows().size(),
                session.source.header().get(session.source.target()),
                100 * session.classes.share(),
                session.classes.positive(),
                pools.past().size(),
                pools.learn().size(),
                pools.prove().size());
        if (session.source.withoutTarget() > 0) {
            session.console.fact(
                    "left out", "%,d rows without a target", session.source.withoutTarget());
        }
        session.console.fact("money per decision", "%s", session.gains.told());
        session.figures.note(
                "pools",
                pools.past().size() + "/" + pools.learn().size() + "/" + pools.prove().size());
    }

    private static com.fasterxml.jackson.databind.JsonNode upload(
            Session session, List<String[]> rows, List<String> header) {
        session.console.progress("sending %,d rows", rows.size());
        var file = temporary();
        try {
            SourceRows.write(file, header, rows);
            return session.platform.client().upload(path(session), "text/csv", file);
        } finally {
            delete(file);
        }
    }

    private static ChapterResult refuseDamaged(Session session) {
        var rows = new ArrayList<>(session.pools.past());
        int line = Math.min(DAMAGED_ROW, rows.size() - 1);
        rows.set(line, damaged(session, rows.get(line)));
        try {
            upload(session, rows, session.source.header());
            return new ChapterResult.Broken("a damaged file was taken");
        } catch (RondoClientException e) {
            if (!"USER".equals(e.kind())) {
                throw e;
            }
            session.console.good(
                    "a damaged copy (line %d) is refused whole: %s", line + 2, e.explanation());
        }
        var first = session.platform.dataset(session.name(), 1);
        boolean intact = first.path("rows").asLong() == session.pools.past().size();
        return intact
                ? new ChapterResult.AsExpected("version 1 stays readable")
                : new ChapterResult.Broken("version 1 has changed");
    }

    /**
     * A text in the first column of numbers; where there is none, a row that lost its last field.
     */
    private static String[] damaged(Session session, String[] row) {
        var schema = session.platform.dataset(session.name(), 1).path("schema");
        var copy = row.clone();
        for (var column : schema) {
            int index = session.source.header().indexOf(column.path("name").asText());
            if ("NUMBER".equals(column.path("type").asText()) && index != session.source.target()) {
                copy[index] = "n/k";
                return copy;
            }
        }
        return java.util.Arrays.copyOf(row, row.length - 1);
    }

    private static String path(Session session) {
        var target = session.source.header().get(session.source.target());
        return "/api/v1/datasets/"
                + RondoClient.encode(session.name())
                + "/versions?validate=true&target="
                + RondoClient.encode(target)
                + "&source="
                + RondoClient.encode(session.options.table().getFileName().toString())
                + session.source.declaredNullable();
    }

    private static Path temporary() {
        try {
            return Files.createTempFile("rondo-story", ".csv");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
