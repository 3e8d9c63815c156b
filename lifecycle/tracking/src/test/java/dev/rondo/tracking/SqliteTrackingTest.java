package dev.rondo.tracking;

import dev.rondo.store.Db;
import dev.rondo.store.TestDatabases;
import org.junit.jupiter.api.Nested;

class SqliteTrackingTest {
    @Nested
    class Runs extends RunContract {
        @Override
        Db openEmpty() {
            return TestDatabases.sqlite(folder);
        }
    }

    @Nested
    class Logging extends LogContract {
        @Override
        Db openEmpty() {
            return TestDatabases.sqlite(folder);
        }
    }

    @Nested
    class Files extends ArtifactsContract {
        @Override
        Db openEmpty() {
            return TestDatabases.sqlite(folder);
        }
    }
}
