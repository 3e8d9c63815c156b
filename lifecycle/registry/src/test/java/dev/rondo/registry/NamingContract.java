package dev.rondo.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.base.ErrorKind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Models, their names, tags and aliases, on every database. */
abstract class NamingContract extends RegistrySuite {
    @Test
    void aModelComesBack() {
        var made = models.create(new NewModel("churn", "who leaves", Map.of("team", "blue")));

        assertThat(made)
                .isEqualTo(
                        new RegisteredModel(
                                "churn",
                                "who leaves",
                                0,
                                Map.of("team", "blue"),
                                Map.of(),
                                List.of(),
                                now.toEpochMilli(),
                                now.toEpochMilli()));
        assertThat(models.get("churn")).isEqualTo(made);
        assertFails(
                () -> models.get("nope"),
                ErrorKind.NOT_FOUND,
                "model.not_found",
                "Registered Model with name=nope not found");
    }

    @Test
    void aNameIsTakenByModelsAndPromptsAlike() {
        make("RM");
        var prompt = Map.of("mlflow.prompt.is_prompt", "true");
        models.create(new NewModel("PR", "", prompt));

        assertFails(
                () -> make("RM"),
                ErrorKind.CONFLICT,
                "model.exists",
                "Registered Model (name=RM) already exists.");
        assertFails(
                () -> models.create(new NewModel("PR", "", prompt)),
                ErrorKind.CONFLICT,
                "model.exists",
                "Prompt (name=PR) already exists.");
        assertFails(
                () -> make("PR"),
                ErrorKind.CONFLICT,
                "model.exists",
                "Tried to create a registered model with name 'PR', but the name is already taken by a prompt.");
        assertFails(
                () -> models.create(new NewModel("RM", "", prompt)),
                ErrorKind.CONFLICT,
                "model.exists",
                "Tried to create a prompt with name 'RM', but the name is already taken by a registered model.");
    }

    @Test
    void aRenamedModelTakesItsVersionsTagsAndAliasesAlong() {
        register("churn", 0.1);
        models.setTag("churn", "team", "blue");
        models.setAlias("churn", "champion", 1);
        now = now.plusSeconds(1);

        var renamed = models.rename("churn", "leavers");

        assertThat(renamed.tags()).isEqualTo(Map.of("team", "blue"));
        assertThat(renamed.aliases()).isEqualTo(Map.of("champion", 1));
        assertThat(renamed.lastUpdateMillis()).isEqualTo(now.toEpochMilli());
        var version = versions.get("leavers", 1);
        assertThat(version.tags()).isEqualTo(Map.of("by", "me"));
        assertThat(version.aliases()).containsExactly("champion");
        assertThat(version.lastUpdateMillis()).isEqualTo(now.toEpochMilli());
        assertFails(() -> models.get("churn"), ErrorKind.NOT_FOUND, "model.not_found");
        assertThat(models.rename("leavers", "leavers").name()).isEqualTo("leavers");
        make("other");
        assertFails(
                () -> models.rename("leavers", "other"),
                ErrorKind.CONFLICT,
                "model.exists",
                "Registered Model (name=other) already exists.");
        assertFails(() -> models.rename("no", "x"), ErrorKind.NOT_FOUND, "model.not_found");
        assertFails(() -> models.rename("other", "a/b"), ErrorKind.USER, "model.name");
    }

    @Test
    void aDeletedModelIsGoneWithAllItHas() {
        register("churn", 0.1);
        models.setAlias("churn", "champion", 1);

        models.delete("churn");

        assertFails(() -> models.get("churn"), ErrorKind.NOT_FOUND, "model.not_found");
        assertFails(() -> versions.get("churn", 1), ErrorKind.NOT_FOUND, "model.not_found");
        assertFails(() -> models.delete("churn"), ErrorKind.NOT_FOUND, "model.not_found");
        assertThat(register("churn", 0.2).version()).isEqualTo(1);
        assertThat(models.get("churn").aliases()).isEmpty();
    }

    @Test
    void onlyWhatBelongsToTheModelMovesItsTime() {
        make("churn");
        long made = now.toEpochMilli();
        now = now.plusSeconds(1);
        models.setTag("churn", "k", "v");
        models.deleteTag("churn", "k");
        models.deleteTag("churn", "k");
        assertThat(models.get("churn").lastUpdateMillis()).isEqualTo(made);
        assertThat(models.update("churn", "new").description()).isEqualTo("new");
        assertThat(models.get("churn").lastUpdateMillis()).isEqualTo(now.toEpochMilli());
        now = now.plusSeconds(1);
        version("churn");
        assertThat(models.get("churn").lastUpdateMillis()).isEqualTo(now.toEpochMilli());
        long versioned = now.toEpochMilli();
        now = now.plusSeconds(1);
        models.setAlias("churn", "champion", 1);
        assertThat(models.get("churn").lastUpdateMillis()).isEqualTo(versioned);
        versions.transition("churn", 1, Stage.STAGING, false);
        assertThat(models.get("churn").lastUpdateMillis()).isEqualTo(now.toEpochMilli());
        now = now.plusSeconds(1);
        versions.delete("churn", 1);
        assertThat(models.get("churn").lastUpdateMillis()).isEqualTo(now.toEpochMilli());
    }

    @Test
    void anAliasPointsToOneVersion() {
        register("churn", 0.1);
        register("churn", 0.2);

        models.setAlias("churn", "champion", 1);
        models.setAlias("churn", "old", 1);
        models.setAlias("churn", "champion", 2);

        assertThat(registry.resolve("churn@champion").version()).isEqualTo(2);
        assertThat(versions.byAlias("churn", "champion").version()).isEqualTo(2);
        assertThat(versions.byAlias("churn", "latest").version()).isEqualTo(2);
        assertThat(versions.get("churn", 1).aliases()).isEqualTo(Set.of("old"));
        assertThat(models.get("churn").aliases()).isEqualTo(Map.of("champion", 2, "old", 1));
        models.deleteAlias("churn", "old");
        models.deleteAlias("churn", "old");
        assertFails(() -> registry.resolve("churn@old"), ErrorKind.NOT_FOUND, "model.not_found");
        assertFails(
                () -> versions.byAlias("churn", "old"),
                ErrorKind.USER,
                "model.alias",
                "Registered model alias old not found.");
        assertFails(() -> versions.byAlias("none", "old"), ErrorKind.NOT_FOUND, "model.not_found");
        assertThat(versions.of("churn"))
                .extracting(ModelVersion::aliases)
                .containsExactly(Set.of("champion"), Set.of());
    }

    @Test
    void aReferenceNamesAVersion() {
        register("a@b c", 0.1);
        models.setAlias("a@b c", "x-1", 1);

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

        versions.setTags("churn", 1, Map.of("by", "you", "n", "1"));
        versions.setTag("churn", 1, "m", "");
        versions.deleteTag("churn", 1, "n");
        versions.deleteTag("churn", 1, "n");

        assertThat(versions.get("churn", 1).tags()).isEqualTo(Map.of("by", "you", "m", ""));
        assertFails(
                () -> versions.setTag("churn", 2, "k", "v"),
                ErrorKind.NOT_FOUND,
                "model.not_found",
                "Model Version (name=churn, version=2) not found");
        assertFails(() -> models.setAlias("churn", "x", 2), ErrorKind.NOT_FOUND, "model.not_found");
        assertFails(() -> registry.directory("churn", 2), ErrorKind.NOT_FOUND, "model.not_found");
        assertFails(() -> versions.of("none"), ErrorKind.NOT_FOUND, "model.not_found");
        assertFails(() -> models.setTag("none", "k", "v"), ErrorKind.NOT_FOUND, "model.not_found");
        assertFails(() -> models.deleteAlias("none", "k"), ErrorKind.NOT_FOUND, "model.not_found");
    }

    @Test
    void namesThatDoNotFitAreRefused() {
        var stored = registry.store(model(0.1));
        for (var name : List.of("", " ", "a/b", "a:b", ".", "..")) {
            assertFails(
                    () -> db.write(tx -> registry.register(tx, registration(name, null), stored)),
                    ErrorKind.USER,
                    "model.name");
        }
        assertFails(() -> make("a\0b"), ErrorKind.USER, "store.text");
        assertFails(() -> make("x".repeat(257)), ErrorKind.LIMIT, "model.length");
        register("churn", 0.3);
        for (var alias : List.of("", "latest", "LATEST", "v1", "V22", "a b", "a/b", "a.b")) {
            assertFails(() -> models.setAlias("churn", alias, 1), ErrorKind.USER, "model.alias");
        }
        assertFails(
                () -> models.setAlias("churn", "a".repeat(256), 1),
                ErrorKind.LIMIT,
                "model.length",
                "'Registered model alias name' exceeds the maximum length of 255 characters");
        models.setAlias("churn", "version-1", 1);
        models.setAlias("churn", "é", 1);
    }

    @Test
    void tagsThatDoNotFitAreRefused() {
        make("churn");
        version("churn");
        assertFails(
                () -> versions.setTag("churn", 1, "k", "v".repeat(100_001)),
                ErrorKind.LIMIT,
                "model.length",
                "'value' exceeds the maximum length of 100000 characters");
        assertFails(
                () -> versions.setTag("churn", 1, "mlflow.prompt.text", "v".repeat(100_001)),
                ErrorKind.LIMIT,
                "model.length",
                "Prompt text exceeds max length of 100000 characters.");
        assertFails(
                () -> models.setTag("churn", "k".repeat(251), "v"),
                ErrorKind.LIMIT,
                "model.length",
                "'key' exceeds the maximum length of 250 characters");
        assertFails(
                () -> models.setTag("churn", "a!", "v"),
                ErrorKind.USER,
                "model.tag",
                "Invalid value \"a!\" for parameter 'key' supplied: Names may only contain alphanumerics");
        assertFails(
                () -> models.setTag("churn", "a//b", "v"),
                ErrorKind.USER,
                "model.tag",
                "This name would resolve to 'a/b'");
        for (var key : List.of("", ".", "..", "../a", "/a", "a/", "a/../b", "./a")) {
            assertFails(() -> models.setTag("churn", key, "v"), ErrorKind.USER, "model.tag");
        }
        models.setTag("churn", "a/b c:d-é.x_", "𝄞".repeat(100_000));
    }
}
