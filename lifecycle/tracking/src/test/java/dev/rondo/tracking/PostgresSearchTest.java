package dev.rondo.tracking;

import dev.rondo.store.Db;
import dev.rondo.store.TestDatabases;
import org.junit.jupiter.api.Nested;

class PostgresSearchTest {
    @Nested
    class OfRuns extends RunSearchContract {
        @Override
        Db openEmpty() {
            return TestDatabases.postgres();
        }
    }

    @Nested
    class OfExperiments extends ExperimentSearchContract {
        @Override
        Db openEmpty() {
            return TestDatabases.postgres();
        }
    }

    @Nested
    class OfLoggedModels extends LoggedModelSearchContract {
        @Override
        Db openEmpty() {
            return TestDatabases.postgres();
        }
    }
}
