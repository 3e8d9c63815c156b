package dev.rondo.registry;

import dev.rondo.base.Json;
import dev.rondo.store.Dialect;
import java.util.Collection;
import java.util.List;

/** Models or versions as one argument of a statement, whatever their number. */
final class Keys {
    private record Key(String name, int version) {}

    private final String table;

    Keys(Dialect dialect) {
        table =
                switch (dialect) {
                    case SQLITE ->
                            "(SELECT value ->> 'name' AS name, value ->> 'version' AS version FROM json_each(?)) AS wanted";
                    case POSTGRESQL ->
                            "json_to_recordset(CAST(? AS json)) AS wanted (name TEXT, version BIGINT)";
                };
    }

    /** A table {@code wanted (name, version)}, whose one argument is made below. */
    String table() {
        return table;
    }

    static String ofModels(Collection<RegisteredModel> models) {
        return Json.write(models.stream().map(model -> new Key(model.name(), 0)).toList());
    }

    static String ofVersions(List<ModelVersion> versions) {
        return Json.write(
                versions.stream().map(each -> new Key(each.name(), each.version())).toList());
    }
}
