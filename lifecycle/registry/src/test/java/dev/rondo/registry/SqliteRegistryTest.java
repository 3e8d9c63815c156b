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
}
