package dev.rondo.serving;

import dev.rondo.store.Db;
import dev.rondo.store.TestDatabases;
import java.nio.file.Path;

class PostgresReleasesTest extends ReleasesContract {
    @Override
    Db database(Path folder) {
        return TestDatabases.postgres();
    }
}
