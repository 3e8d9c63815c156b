package dev.rondo.migrate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.rondo.base.RondoException;
import dev.rondo.store.Db;
import dev.rondo.store.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A copy of an SQLite file to ask, so that the file itself is never touched. */
final class DatabaseCopy implements AutoCloseable {
    private final Path folder;
    private final Db db;

    private DatabaseCopy(Path folder, Path file) {
        this.folder = folder;
        db = Db.open("sqlite:" + file);
    }

    /** Copies what waits in its log, too. */
    static DatabaseCopy of(Path file) {
        if (!Files.isRegularFile(file)) {
            throw RondoException.user("import.file", "there is no file " + file)
                    .next("name the SQLite file of an MLflow server, such as mlflow.db");
        }
        try {
            var folder = Files.createTempDirectory("rondo-import-db");
            var copy = folder.resolve("mlflow.db");
            Files.copy(file, copy);
            var log = file.resolveSibling(file.getFileName() + "-wal");
            if (Files.exists(log)) {
                Files.copy(log, folder.resolve("mlflow.db-wal"));
            }
            return new DatabaseCopy(folder, copy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    <T> List<T> query(String sql, Function<Row, T> map, @Nullable Object... arguments) {
        return db.read(tx -> tx.query(sql, map::apply, arguments));
    }

    /** Rows of key and value as MLflow's list of pairs. */
    ArrayNode pairs(String sql, @Nullable Object... arguments) {
        var values = new LinkedHashMap<String, String>();
        query(sql, row -> values.put(row.text("key"), text(row, "value")), arguments);
        return MlflowJson.pairs(values);
    }

    /** Of a column that may be null; "" for that. */
    static String text(Row row, String column) {
        var text = row.textOrNull(column);
        return text == null ? "" : text;
    }

    @Override
    public void close() {
        db.close();
        try (var left = Files.list(folder)) {
            for (var file : left.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
