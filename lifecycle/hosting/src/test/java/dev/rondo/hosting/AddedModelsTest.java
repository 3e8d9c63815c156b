package dev.rondo.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.RondoException;
import dev.rondo.inference.TensorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AddedModelsTest {
    private final FakeModels fakes = new FakeModels();
    private final Path root;
    private final Path outside;
    private final AddedModels added;
    private final ModelRepository models;

    AddedModelsTest(@TempDir Path temporary) throws IOException {
        root = Files.createDirectory(temporary.resolve("models"));
        outside = Files.createDirectory(temporary.resolve("outside"));
        added = new AddedModels(root, 2);
        models = new ModelRepository(added, this::load, ControlMode.EXPLICIT);
    }

    private TensorModel load(Path file) throws Exception {
        if (Files.readString(file).equals("huge")) {
            throw new OutOfMemoryError("as a model that is too large");
        }
        return fakes.load(file);
    }

    @BeforeEach
    void start() {
        models.start();
    }

    @AfterEach
    void everyModelIsClosedInTheEnd() {
        models.close();
        assertThat(fakes.closed).hasValue(fakes.loaded.get());
    }

    private String write(String place, String content) throws IOException {
        var file = root.resolve(place);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content).toString();
    }

    private void refuse(String name, String url, ErrorKind kind, String code) {
        assertThatThrownBy(() -> added.load(name, url, models))
                .isInstanceOfSatisfying(
                        RondoException.class,
                        e -> assertThat(e.kind() + " " + e.code()).isEqualTo(kind + " " + code));
    }

    @Test
    void filesAndFoldersUnderNamesOfTheCaller() throws IOException {
        write("hash/model/churn.json", "1");
        write("other/7/model.json", "2");
        var folder = root.resolve("hash/model").toString();
        added.load("a", folder, models);
        added.load("b", root.resolve("other").toString(), models);
        assertThat(added.loaded(models)).containsOnlyKeys("a", "b").containsEntry("a", folder);
        assertThat(models.describe("a", null).version()).isEqualTo("1");
        assertThat(models.describe("b", null).version()).isEqualTo("7");
        refuse("a", folder, ErrorKind.CONFLICT, "model.loaded");
        added.unload("a", models);
        assertThat(added.loaded(models)).containsOnlyKeys("b");
        assertThat(models.index()).extracting(VersionStatus::name).containsOnly("b");
        added.load("a", folder, models);
        assertThat(models.ready("a", null)).isTrue();
    }

    @Test
    @DisplayName("rule 11.2: there is room for so many models")
    void room() throws IOException {
        var url = write("m.json", "1");
        added.load("a", url, models);
        var huge = write("huge.json", "huge");
        refuse("b", huge, ErrorKind.LIMIT, "model.no_room");
        added.load("b", url, models);
        refuse("c", url, ErrorKind.LIMIT, "model.no_room");
        added.unload("a", models);
        added.load("c", url, models);
        assertThat(added.loaded(models)).containsOnlyKeys("b", "c");
    }

    @Test
    void whatCannotBeLoadedIsForgotten() throws IOException {
        refuse("a", write("m.json", "broken"), ErrorKind.USER, "model.invalid");
        assertThat(models.index()).isEmpty();
        refuse("../a", write("n.json", "1"), ErrorKind.USER, "model.name");
        assertThatThrownBy(() -> added.unload("a", models))
                .isInstanceOfSatisfying(
                        RondoException.class,
                        e -> assertThat(e.kind()).isEqualTo(ErrorKind.NOT_FOUND));
        write("several/x/model.json", "1");
        refuse("a", root.resolve("several").toString(), ErrorKind.USER, "model.no_model");
    }

    @Test
    @DisplayName("rule 11.2: no path is read because a request names it")
    void elsewhere() throws IOException {
        var there = Files.writeString(outside.resolve("model.json"), "1").toString();
        Files.createSymbolicLink(root.resolve("link"), outside);
        for (var url :
                new String[] {
                    there,
                    root + "/../outside/model.json",
                    root.resolve("link/model.json").toString(),
                    root + "x/model.json",
                    "model.json",
                    "file://" + there,
                    "s3://bucket/model.json",
                    "",
                    "\0",
                    root + "/../models-and-more",
                    "/etc/passwd",
                }) {
            refuse("a", url, ErrorKind.USER, "model.elsewhere");
        }
        refuse("a", root.resolve("none").toString(), ErrorKind.NOT_FOUND, "model.no_such_path");
        refuse("a", root + "/" + "x".repeat(9000), ErrorKind.USER, "model.unreadable");
    }

    @Test
    void unloadedByAnotherProtocolItMayBeLoadedAgain() throws IOException {
        var url = write("m.json", "1");
        added.load("a", url, models);
        models.unload("a");
        assertThat(added.loaded(models)).isEmpty();
        added.load("a", url, models);
        assertThat(added.loaded(models)).containsOnlyKeys("a");
    }
}
