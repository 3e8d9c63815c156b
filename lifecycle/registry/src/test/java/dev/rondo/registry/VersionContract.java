package dev.rondo.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.base.ErrorKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Versions, their numbers and stages, on every database. */
abstract class VersionContract extends RegistrySuite {
    @Test
    void aVersionComesBack() {
        make("churn");
        var run = run();
        var made =
                versions.create(
                        new NewVersion(
                                "churn",
                                "runs:/" + run.id() + "/model",
                                run.id(),
                                null,
                                "http://elsewhere/run",
                                "the first",
                                Map.of("a", "1"),
                                "ann"));

        assertThat(versions.get("churn", 1)).isEqualTo(made);
        assertThat(made.source()).isEqualTo("runs:/" + run.id() + "/model");
        assertThat(made.runId()).isEqualTo(run.id());
        assertThat(made.runLink()).isEqualTo("http://elsewhere/run");
        assertThat(made.description()).isEqualTo("the first");
        assertThat(made.userId()).isEqualTo("ann");
        assertThat(made.stage()).isEqualTo(Stage.NONE);
        assertThat(made.tags()).isEqualTo(Map.of("a", "1"));
        assertFails(
                () -> version("none"),
                ErrorKind.NOT_FOUND,
                "model.not_found",
                "Registered Model with name=none not found");
    }

    @Test
    void aNumberIsNotUsedTwice() {
        make("churn");
        version("churn");
        version("churn");
        versions.delete("churn", 2);

        assertThat(version("churn").version()).isEqualTo(3);
        versions.delete("churn", 1);
        versions.delete("churn", 3);
        assertThat(version("churn").version()).isEqualTo(4);
        assertFails(() -> versions.get("churn", 3), ErrorKind.NOT_FOUND, "model.not_found");
        assertFails(() -> versions.delete("churn", 3), ErrorKind.NOT_FOUND, "model.not_found");
        assertThat(versions.of("churn")).extracting(ModelVersion::version).containsExactly(4);
    }

    @Test
    void aDeletedVersionLosesItsAliases() {
        make("churn");
        version("churn");
        version("churn");
        models.setAlias("churn", "champion", 2);

        versions.delete("churn", 2);

        assertThat(models.get("churn").aliases()).isEmpty();
        assertThat(versions.byAlias("churn", "latest").version()).isEqualTo(1);
    }

    @Test
    void aDescriptionIsSetAndCleared() {
        make("churn");
        version("churn");
        now = now.plusSeconds(1);

        var updated = versions.update("churn", 1, "better");

        assertThat(updated.description()).isEqualTo("better");
        assertThat(updated.lastUpdateMillis()).isEqualTo(now.toEpochMilli());
        assertThat(versions.update("churn", 1, null).description()).isNull();
        assertFails(() -> versions.update("churn", 9, "x"), ErrorKind.NOT_FOUND, "model.not_found");
    }

    @Test
    void aNewcomerArchivesTheOthersOfItsStage() {
        make("churn");
        for (int i = 0; i < 4; i++) {
            version("churn");
        }
        versions.transition("churn", 1, Stage.PRODUCTION, false);
        versions.transition("churn", 2, Stage.PRODUCTION, true);
        versions.transition("churn", 3, Stage.STAGING, true);
        now = now.plusSeconds(1);

        var moved = versions.transition("churn", 4, Stage.parse("pRODUCTION"), true);

        assertThat(moved.stage()).isEqualTo(Stage.PRODUCTION);
        assertThat(moved.lastUpdateMillis()).isEqualTo(now.toEpochMilli());
        assertThat(versions.of("churn"))
                .extracting(ModelVersion::stage)
                .containsExactly(Stage.PRODUCTION, Stage.STAGING, Stage.ARCHIVED, Stage.ARCHIVED);
        assertThat(versions.get("churn", 2).lastUpdateMillis()).isEqualTo(now.toEpochMilli());
        assertThat(versions.get("churn", 1).lastUpdateMillis())
                .isEqualTo(now.toEpochMilli() - 1_000);
        assertFails(
                () -> versions.transition("churn", 4, Stage.ARCHIVED, true),
                ErrorKind.USER,
                "model.stage",
                "cannot archive existing model versions because 'Archived' is not an Active stage. Valid stages are ['Staging', 'Production']");
        assertFails(
                () -> versions.transition("churn", 9, Stage.STAGING, true),
                ErrorKind.NOT_FOUND,
                "model.not_found");
        assertFails(
                () -> Stage.parse("Foo"),
                ErrorKind.USER,
                "model.stage",
                "Invalid Model Version stage: Foo. Value must be one of None, Staging, Production, Archived.");
    }

    @Test
    void theLatestVersionOfEachStageIsFound() {
        make("churn");
        for (int i = 0; i < 5; i++) {
            version("churn");
        }
        versions.transition("churn", 2, Stage.STAGING, false);
        versions.transition("churn", 3, Stage.STAGING, false);
        versions.transition("churn", 4, Stage.PRODUCTION, false);
        models.setAlias("churn", "champion", 3);

        assertThat(models.latestVersions("churn", List.of()))
                .extracting(ModelVersion::version)
                .containsExactly(3, 4, 5);
        var staged = models.latestVersions("churn", List.of(Stage.STAGING, Stage.ARCHIVED));
        assertThat(staged).extracting(ModelVersion::version).containsExactly(3);
        assertThat(staged.getFirst().aliases()).containsExactly("champion");
        assertThat(models.get("churn").latestVersions())
                .extracting(ModelVersion::version)
                .containsExactly(3, 4, 5);
        assertFails(
                () -> models.latestVersions("none", List.of()),
                ErrorKind.NOT_FOUND,
                "model.not_found");
    }
}
