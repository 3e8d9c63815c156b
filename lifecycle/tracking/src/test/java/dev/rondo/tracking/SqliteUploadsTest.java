package dev.rondo.tracking;

import dev.rondo.store.Db;
import dev.rondo.store.TestDatabases;

class SqliteUploadsTest extends UploadsContract {
    @Override
    Db openEmpty() {
        return TestDatabases.sqlite(folder);
    }
}
