package dev.rondo.tracking;

import dev.rondo.store.Db;
import dev.rondo.store.TestDatabases;
import org.junit.jupiter.api.Nested;

class SqliteSearchTest {
    @Nested
    class OfRuns extends RunSearchContract {
        @Override
        Db openEmpty() {
            return TestDatabases.sqlite(folder);
        }
    }

    @Nested
    class OfExperiments extends ExperimentSearchContract {
        @Override
        Db openEmpty() {
            return TestDatabases.sqlite(folder);
        }
    }

    @Nested
    class OfLoggedModels extends LoggedModelSearchContract {
        @Override
        Db openEmpty() {
            return TestDatabases.sqlite(folder);
        }
    }
}
