package dev.rondo.monitoring;

import dev.rondo.store.Db;
import dev.rondo.store.TestDatabases;

class SqliteFoldTest extends FoldContract {
    @Override
    Db open() {
        return TestDatabases.sqlite(folder);
    }
}
