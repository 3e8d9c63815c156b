package dev.rondo.pipelines;

import dev.rondo.store.Db;
import dev.rondo.store.TestDatabases;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteWorkerTest extends WorkerContract {
    @TempDir Path folder;

    @Override
    Db openEmpty() {
        return TestDatabases.sqlite(folder);
    }
}
