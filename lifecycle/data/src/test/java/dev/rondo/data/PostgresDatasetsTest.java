package dev.rondo.data;

import dev.rondo.store.Db;
import dev.rondo.store.TestDatabases;
import java.nio.file.Path;

final class PostgresDatasetsTest extends DatasetsContract {
    @Override
    Db open(Path folder) {
        return TestDatabases.postgres();
    }
}
