package dev.rondo.registry;

import dev.rondo.store.Db;
import dev.rondo.store.TestDatabases;
import org.junit.jupiter.api.Nested;

class SqliteRegistryTest {
    @Nested
    class Registrations extends RegistrationContract {
        @Override
        Db openEmpty() {
            return TestDatabases.sqlite(folder);
        }
    }

    @Nested
    class Names extends NamingContract {
        @Override
        Db openEmpty() {
            return TestDatabases.sqlite(folder);
        }
    }

    @Nested
    class Versions extends VersionContract {
        @Override
        Db openEmpty() {
            return TestDatabases.sqlite(folder);
        }
    }

    @Nested
    class Sources extends SourceContract {
        @Override
        Db openEmpty() {
            return TestDatabases.sqlite(folder);
        }
    }

    @Nested
    class Searches extends SearchContract {
        @Override
        Db openEmpty() {
            return TestDatabases.sqlite(folder);
        }
    }

    @Nested
    class RandomCalls extends RandomContract {
        @Override
        Db openEmpty() {
            return TestDatabases.sqlite(folder);
        }
    }

    @Nested
    class WebhookCalls extends WebhookContract {
        @Override
        Db openEmpty() {
            return TestDatabases.sqlite(folder);
        }
    }

    @Nested
    class Statements extends StatementsContract {
        @Override
        Db openEmpty() {
            return TestDatabases.sqlite(folder);
        }
    }

    @Nested
    class WebhookBounds extends WebhookBoundsContract {
        @Override
        Db openEmpty() {
            return TestDatabases.sqlite(folder);
        }
    }

    @Nested
    class Importing extends ImportContract {
        @Override
        Db openEmpty() {
            return TestDatabases.sqlite(folder);
        }
    }
}
