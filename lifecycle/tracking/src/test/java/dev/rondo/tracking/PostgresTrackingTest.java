package dev.rondo.tracking;

import dev.rondo.store.Db;
import dev.rondo.store.TestDatabases;
import org.junit.jupiter.api.Nested;

class PostgresTrackingTest {
    @Nested
    class ExperimentRules extends ExperimentContract {
        @Override
        Db openEmpty() {
            return TestDatabases.postgres();
        }
    }

    @Nested
    class RunRules extends RunContract {
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
    class Histories extends HistoryContract {
        @Override
        Db openEmpty() {
            return TestDatabases.postgres();
        }
    }

    @Nested
    class Inputs extends InputContract {
        @Override
        Db openEmpty() {
            return TestDatabases.postgres();
        }
    }

    @Nested
    class Models extends LoggedModelContract {
        @Override
        Db openEmpty() {
            return TestDatabases.postgres();
        }
    }

    @Nested
    class RandomCalls extends RandomCallsContract {
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

    @Nested
    class Statements extends StatementsContract {
        @Override
        Db openEmpty() {
            return TestDatabases.postgres();
        }
    }

    @Nested
    class Importing extends ImportContract {
        @Override
        Db openEmpty() {
            return TestDatabases.postgres();
        }
    }
}
