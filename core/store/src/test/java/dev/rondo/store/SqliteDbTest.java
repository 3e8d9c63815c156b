package dev.rondo.store;

import org.junit.jupiter.api.Nested;

class SqliteDbTest {
    @Nested
    class Transactions extends TransactionContract {
        @Override
        Db openEmpty() {
            return TestDatabases.sqlite(folder);
        }
    }

    @Nested
    class Values extends ValueContract {
        @Override
        Db openEmpty() {
            return TestDatabases.sqlite(folder);
        }
    }

    @Nested
    class Concurrency extends ConcurrencyContract {
        @Override
        Db openEmpty() {
            return TestDatabases.sqlite(folder);
        }
    }

    @Nested
    class Migrating extends MigrationsContract {
        @Override
        Db openEmpty() {
            return TestDatabases.sqlite(folder);
        }
    }
}
