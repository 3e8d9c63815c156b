package dev.rondo.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.base.ErrorKind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How versions are found and named, on every database. */
abstract class NamingContract extends RegistrySuite {
    @Test
    void anAliasPointsToOneVersion() {
        register("churn", 0.1);
        register("churn", 0.2);

        registry.setAlias("churn", "champion", 1);
        registry.setAlias("churn", "old", 1);
        registry.setAlias("churn", "champion", 2);

        assertThat(registry.resolve("churn@champion").version()).isEqualTo(2);
        assertThat(registry.resolve("churn@old").aliases()).containsExactly("old");
        assertThat(registry.model("churn").aliases()).isEqualTo(Map.of("champion", 2, "old", 1));
        registry.deleteAlias("churn", "old");
        registry.deleteAlias("churn", "old");
        assertFails(() -> registry.resolve("churn@old"), ErrorKind.NOT_FOUND, "model.not_found");
        assertThat(registry.versions("churn"))
                .extracting(ModelVersion::aliases)
                .containsExactly(Set.of("champion"), Set.of());
    }

    @Test
    void aReferenceNamesAVersion() {
        register("a@b c", 0.1);
        registry.setAlias("a@b c", "x-1", 1);

        assertThat(registry.resolve("a@b c/1").version()).isEqualTo(1);
        assertThat(registry.resolve("a@b c@x-1").reference()).isEqualTo("a@b c/1");
        assertFails(() -> registry.resolve("a@b c/2"), ErrorKind.NOT_FOUND, "model.not_found");
        assertFails(() -> registry.resolve("none/1"), ErrorKind.NOT_FOUND, "model.not_found");
        for (var bad :
                List.of(
                        "",
                        "churn",
                        "churn/",
                        "churn/x",
                        "/1",
                        "@x",
                        "a/b/1",
                        "churn/-1",
                        "churn/9999999999",
                        "models:/churn/1")) {
            assertFails(() -> registry.resolve(bad), ErrorKind.USER, "model.reference");
        }
    }

    @Test
    void tagsAreReplacedAndAliasesNeedAVersion() {
        register("churn", 0.1);

        registry.tag("churn", 1, Map.of("by", "you", "n", "1"));

        assertThat(registry.version("churn", 1).tags()).isEqualTo(Map.of("by", "you", "n", "1"));
        assertFails(
                () -> registry.tag("churn", 2, Map.of()), ErrorKind.NOT_FOUND, "model.not_found");
        assertFails(
                () -> registry.setAlias("churn", "x", 2), ErrorKind.NOT_FOUND, "model.not_found");
        assertFails(() -> registry.directory("churn", 2), ErrorKind.NOT_FOUND, "model.not_found");
        assertFails(() -> registry.versions("none"), ErrorKind.NOT_FOUND, "model.not_found");
    }

    @Test
    void namesThatDoNotFitAreRefused() {
        var stored = registry.store(model(0.1));
        for (var name : List.of("", " ", "a/b", "a:b", "a\nb")) {
            assertFails(
                    () -> db.write(tx -> registry.register(tx, registration(name, null), stored)),
                    ErrorKind.USER,
                    "model.name");
        }
        assertFails(() -> register("x".repeat(257), 0.2), ErrorKind.LIMIT, "model.length");
        register("churn", 0.3);
        for (var alias : List.of("", "latest", "LATEST", "v1", "V22", "a b", "a/b", "é")) {
            assertFails(() -> registry.setAlias("churn", alias, 1), ErrorKind.USER, "model.alias");
        }
        assertFails(
                () -> registry.setAlias("churn", "a".repeat(256), 1),
                ErrorKind.LIMIT,
                "model.length");
        assertFails(
                () -> registry.tag("churn", 1, Map.of("k", "v".repeat(100_001))),
                ErrorKind.LIMIT,
                "model.length");
        registry.setAlias("churn", "version-1", 1);
    }

    @Test
    void pagesGoThroughAllModels() {
        var stored = registry.store(model(0.1));
        for (var name : List.of("d", "a", "é x", "c", "b")) {
            db.write(tx -> registry.register(tx, registration(name, null), stored));
        }
        registry.setAlias("c", "champion", 1);

        var first = registry.models(3, null);
        var second = registry.models(3, first.nextToken());

        assertThat(first.items()).extracting(RegisteredModel::name).containsExactly("a", "b", "c");
        assertThat(first.items().getLast().aliases()).isEqualTo(Map.of("champion", 1));
        assertThat(second.items()).extracting(RegisteredModel::name).containsExactly("d", "é x");
        assertThat(second.nextToken()).isNull();
        assertFails(() -> registry.models(3, "!"), ErrorKind.USER, "page.token");
        assertFails(() -> registry.models(0, null), ErrorKind.USER, "page.limit");
    }

    @Test
    void listingCostsTheSameStatementsWhateverTheNumber() {
        var stored = registry.store(model(0.1));
        db.write(tx -> registry.register(tx, registration("churn", null), stored));
        long one = statementsOfListing();
        for (int i = 0; i < 20; i++) {
            db.write(tx -> registry.register(tx, registration("churn", null), stored));
        }

        assertThat(statementsOfListing()).isEqualTo(one);
    }

    private long statementsOfListing() {
        long before = db.statements();
        registry.versions("churn");
        registry.models(100, null);
        return db.statements() - before;
    }
}
