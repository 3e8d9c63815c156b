package dev.rondo.pipelines;

import dev.rondo.store.Db;
import dev.rondo.store.TestDatabases;

class PostgresStepTest extends StepContract {
    @Override
    Db openEmpty() {
        return TestDatabases.postgres();
    }
}
