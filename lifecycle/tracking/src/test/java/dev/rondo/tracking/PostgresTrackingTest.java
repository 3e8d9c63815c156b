package dev.rondo.tracking;

import dev.rondo.store.Db;
import dev.rondo.store.TestDatabases;
import org.junit.jupiter.api.Nested;

class PostgresTrackingTest {
    @Nested
    class Runs extends RunContract {
        @Override
        Db openEmpty() {
            return TestDatabases.postgres();
        }
    }

    @Nested
    class Logging extends LogContract {
        @Override
        Db openEmpty() {
            return TestDatabases.postgres();
        }
    }

    @Nested
    class Files extends ArtifactsContract {
        @Override
        Db openEmpty() {
            return TestDatabases.postgres();
        }
    }
}
