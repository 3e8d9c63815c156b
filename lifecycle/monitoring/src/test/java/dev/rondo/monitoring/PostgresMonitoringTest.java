package dev.rondo.monitoring;

import dev.rondo.store.Db;
import dev.rondo.store.TestDatabases;
import org.junit.jupiter.api.Nested;

class PostgresMonitoringTest {
    @Nested
    class Folding extends FoldContract {
        @Override
        Db open() {
            return TestDatabases.postgres();
        }
    }

    @Nested
    class Recording extends OutcomesContract {
        @Override
        Db open() {
            return TestDatabases.postgres();
        }
    }

    @Nested
    class Watching extends MonitoringContract {
        @Override
        Db open() {
            return TestDatabases.postgres();
        }
    }
}
