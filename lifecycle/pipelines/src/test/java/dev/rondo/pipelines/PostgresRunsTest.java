package dev.rondo.pipelines;

import dev.rondo.store.Db;
import dev.rondo.store.TestDatabases;

class PostgresRunsTest extends RunsContract {
    @Override
    Db openEmpty() {
        return TestDatabases.postgres();
    }
}
