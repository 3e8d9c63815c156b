package dev.rondo.pipelines;

import dev.rondo.store.Db;
import dev.rondo.store.TestDatabases;

class PostgresWorkerTest extends WorkerContract {
    @Override
    Db openEmpty() {
        return TestDatabases.postgres();
    }
}
