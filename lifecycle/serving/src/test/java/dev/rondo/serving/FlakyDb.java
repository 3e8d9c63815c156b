package dev.rondo.serving;

import dev.rondo.base.RondoException;
import dev.rondo.store.Db;
import dev.rondo.store.Dialect;
import dev.rondo.store.Work;
import java.nio.file.Path;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A database before or behind whose transactions the process may die. */
final class FlakyDb implements Db {
    private final Db db;
    private final Random random;
    volatile double deaths;

    FlakyDb(Db db, long seed) {
        this.db = db;
        random = new Random(seed);
    }

    @Override
    public <T extends @Nullable Object> T write(Work<T> work) {
        mayDie("before");
        var result =
                db.write(tx -> {
                    var done = work.run(tx);
                    mayDie("inside");
                    return done;
                });
        mayDie("behind");
        return result;
    }

    private void mayDie(String where) {
        if (random.nextDouble() < deaths) {
            throw RondoException.unavailable("test.death", "died " + where + " a transaction");
        }
    }

    @Override
    public <T extends @Nullable Object> T read(Work<T> work) {
        return db.read(work);
    }

    @Override
    public void copyTo(Path file) {
        db.copyTo(file);
    }

    @Override
    public Dialect dialect() {
        return db.dialect();
    }

    @Override
    public long statements() {
        return db.statements();
    }

    @Override
    public void close() {
        db.close();
    }
}
