package dev.rondo.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.base.ErrorKind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What another registry had is taken over, on every database. */
abstract class ImportContract extends RegistrySuite {
    private static RegisteredModel theirs(String description, long made) {
        var tags = Map.of("owner", "ada");
        return new RegisteredModel(
                "risk", description, 0, tags, Map.of(), List.of(), made, made + 1);
    }

    private static ModelVersion theirs(
            String name, int version, Stage stage, String source, @Nullable String run) {
        var lineage = run == null ? Lineage.UNKNOWN : Lineage.ofRun(run);
        return new ModelVersion(
                name,
                version,
                300,
                400,
                "ada",
                stage,
                "text",
                source,
                "",
                null,
                lineage,
                null,
                null,
                Map.of("k", "v"),
                Set.of());
    }

    @Test
    void aModelKeepsItsTimesAndIsNotDoubled() {
        for (int i = 0; i < 3; i++) {
            assertThat(registry.imports().model(theirs("who", 100)).name()).isEqualTo("risk");
        }
        var ours = models.get("risk");
        assertThat(ours.creationMillis()).isEqualTo(100);
        assertThat(ours.lastUpdateMillis()).isEqualTo(101);
        assertThat(ours.description()).isEqualTo("who");
        assertThat(ours.tags()).isEqualTo(Map.of("owner", "ada"));
        registry.imports().model(theirs("changed there", 100));
        assertThat(models.get("risk").description()).isEqualTo("changed there");
        assertThat(models.search(query("")).items()).hasSize(1);
    }

    @Test
    void anotherModelOfTheNameGetsANameThatStays() {
        make("risk");
        assertThat(registry.imports().model(theirs("one", 100)).name()).isEqualTo("risk-2");
        assertThat(registry.imports().model(theirs("two", 200)).name()).isEqualTo("risk-3");
        assertThat(registry.imports().model(theirs("one", 100)).name()).isEqualTo("risk-2");
        assertThat(models.get("risk").description()).isEmpty();
    }

    @Test
    void aVersionKeepsItsNumberTimesAndStage() {
        registry.imports().model(theirs("", 100));
        var run = run();
        var source = "runs:/" + run.id() + "/model";
        for (int i = 0; i < 3; i++) {
            registry.imports().version(theirs("risk", 7, Stage.PRODUCTION, source, run.id()));
        }
        var ours = versions.get("risk", 7);
        assertThat(ours).isEqualTo(theirs("risk", 7, Stage.PRODUCTION, source, run.id()));
        assertThat(versions.downloadUri("risk", 7)).isEqualTo(source);
        assertThat(versions.of("risk")).hasSize(1);
        assertThat(models.get("risk").lastVersion()).isEqualTo(7);
        assertThat(version("risk").version()).as("numbers go on").isEqualTo(8);
    }

    @Test
    void aSourceThatWeWouldNotTakeIsKeptAsItIs() {
        registry.imports().model(theirs("", 100));
        for (var source : List.of("dummy-source", "runs:/gone/model", "/tmp/x", "models:/none/1")) {
            registry.imports().version(theirs("risk", 1, Stage.NONE, source, null));
            assertThat(versions.get("risk", 1).stage()).isEqualTo(Stage.NONE);
        }
        assertThat(versions.get("risk", 1).source()).isEqualTo("dummy-source");
        assertThat(versions.downloadUri("risk", 1)).isEqualTo("dummy-source");
    }

    @Test
    void anAliasNamesAVersionThatIsThere() {
        registry.imports().model(theirs("", 100));
        registry.imports().version(theirs("risk", 2, Stage.NONE, "s3://b/m", null));
        registry.imports().alias("risk", "champion", 2);
        registry.imports().alias("risk", "champion", 2);
        assertThat(models.get("risk").aliases()).isEqualTo(Map.of("champion", 2));
        assertFails(
                () -> registry.imports().alias("risk", "champion", 3),
                ErrorKind.NOT_FOUND,
                "model.not_found");
        assertFails(
                () -> registry.imports().version(theirs("none", 1, Stage.NONE, "s3://b/m", null)),
                ErrorKind.NOT_FOUND,
                "model.not_found");
    }
}
