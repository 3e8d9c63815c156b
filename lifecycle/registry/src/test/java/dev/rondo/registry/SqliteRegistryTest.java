package dev.rondo.registry;

import dev.rondo.store.Db;
import dev.rondo.store.TestDatabases;

class SqliteRegistryTest extends RegistryContract {
    @Override
    Db openEmpty() {
        return TestDatabases.sqlite(folder);
    }
}
