package dev.rondo.monitoring;

import dev.rondo.store.Db;
import dev.rondo.store.TestDatabases;
import org.junit.jupiter.api.Nested;

class SqliteMonitoringTest {
    @Nested
    class Folding extends FoldContract {
        @Override
        Db open() {
            return TestDatabases.sqlite(folder);
        }
    }

    @Nested
    class Recording extends OutcomesContract {
        @Override
        Db open() {
            return TestDatabases.sqlite(folder);
        }
    }

    @Nested
    class Watching extends MonitoringContract {
        @Override
        Db open() {
            return TestDatabases.sqlite(folder);
        }
    }
}
