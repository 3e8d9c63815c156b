package dev.rondo.serving;

import dev.rondo.store.Db;
import dev.rondo.store.TestDatabases;
import java.nio.file.Path;

class SqliteReleasesTest extends ReleasesContract {
    @Override
    Db database(Path folder) {
        return TestDatabases.sqlite(folder);
    }
}
