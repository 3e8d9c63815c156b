package dev.rondo.store;

import dev.rondo.base.RondoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.LongAdder;

/** SQLite: one writer that groups commits, several readers, all on platform threads. */
final class SqliteDb implements Db {
    private final LongAdder counter = new LongAdder();
    private final GroupWriter writer;
    private final ReaderPool readers;

    SqliteDb(Path file) {
        makeFolder(file);
        SqliteLibrary.prepare();
        writer = new GroupWriter(this, file, counter);
        readers = new ReaderPool(this, file, counter);
    }

    private static void makeFolder(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw RondoException.unavailable(
                            "store.unavailable", "the database's folder cannot be made")
                    .at(file.toString())
                    .next("check the path and its permissions")
                    .causedBy(e);
        }
    }

    @Override
    public <T> T write(Work<T> work) {
        Transactions.refuseNested(this);
        return writer.write(work);
    }

    /** How many works stand in the writer's queue. */
    int waitingWrites() {
        return writer.waiting();
    }

    @Override
    public <T> T read(Work<T> work) {
        Transactions.refuseNested(this);
        return readers.read(work);
    }

    @Override
    public void copyTo(Path target) {
        readers.copyTo(target);
    }

    @Override
    public Dialect dialect() {
        return Dialect.SQLITE;
    }

    @Override
    public long statements() {
        return counter.sum();
    }

    @Override
    public void close() {
        readers.close();
        writer.close();
    }
}
