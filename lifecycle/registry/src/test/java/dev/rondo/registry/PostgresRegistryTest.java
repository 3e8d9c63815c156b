package dev.rondo.registry;

import dev.rondo.store.Db;
import dev.rondo.store.TestDatabases;
import org.junit.jupiter.api.Nested;

class PostgresRegistryTest {
    @Nested
    class Registrations extends RegistrationContract {
        @Override
        Db openEmpty() {
            return TestDatabases.postgres();
        }
    }

    @Nested
    class Names extends NamingContract {
        @Override
        Db openEmpty() {
            return TestDatabases.postgres();
        }
    }

    @Nested
    class Versions extends VersionContract {
        @Override
        Db openEmpty() {
            return TestDatabases.postgres();
        }
    }

    @Nested
    class Sources extends SourceContract {
        @Override
        Db openEmpty() {
            return TestDatabases.postgres();
        }
    }

    @Nested
    class Searches extends SearchContract {
        @Override
        Db openEmpty() {
            return TestDatabases.postgres();
        }
    }

    @Nested
    class RandomCalls extends RandomContract {
        @Override
        Db openEmpty() {
            return TestDatabases.postgres();
        }
    }

    @Nested
    class WebhookCalls extends WebhookContract {
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
    class WebhookBounds extends WebhookBoundsContract {
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
