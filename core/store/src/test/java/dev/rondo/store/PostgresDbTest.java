package dev.rondo.store;

import org.junit.jupiter.api.Nested;

class PostgresDbTest {
    @Nested
    class Transactions extends TransactionContract {
        @Override
        Db openEmpty() {
            return TestDatabases.postgres();
        }
    }

    @Nested
    class Values extends ValueContract {
        @Override
        Db openEmpty() {
            return TestDatabases.postgres();
        }
    }

    @Nested
    class Concurrency extends ConcurrencyContract {
        @Override
        Db openEmpty() {
            return TestDatabases.postgres();
        }
    }

    @Nested
    class Migrating extends MigrationsContract {
        @Override
        Db openEmpty() {
            return TestDatabases.postgres();
        }
    }
}
