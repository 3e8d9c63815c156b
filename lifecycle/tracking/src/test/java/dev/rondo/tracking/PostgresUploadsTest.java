package dev.rondo.tracking;

import dev.rondo.store.Db;
import dev.rondo.store.TestDatabases;

class PostgresUploadsTest extends UploadsContract {
    @Override
    Db openEmpty() {
        return TestDatabases.postgres();
    }
}
