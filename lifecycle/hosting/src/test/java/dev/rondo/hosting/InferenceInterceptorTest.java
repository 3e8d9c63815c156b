package dev.rondo.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.RondoException;
import dev.rondo.inference.DataType;
import dev.rondo.inference.InferenceOptions;
import dev.rondo.inference.Tensor;
import dev.rondo.inference.TensorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InferenceInterceptorTest {
    /** {@code printf 1 | sha256sum}. */
    private static final String ONE =
            "sha256:6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b";

    /** {@code printf 2 | sha256sum}. */
    private static final String TWO =
            "sha256:d4735e3a265e16eee03f59718b9b5d03019c07d8b6c51f90da3a666eec13ab35";

    @TempDir private Path folder = Path.of("");

    /** Notes whom it stood around. */
    private static final class Notes implements InferenceInterceptor {
        final List<String> seen = new ArrayList<>();
        private boolean immediate = true;

        @Override
        public List<Tensor> infer(
                ModelInUse use, TensorModel model, List<Tensor> inputs, InferenceOptions options) {
            seen.add(use.name() + "/" + use.version() + " " + use.digest());
            return model.infer(inputs, options);
        }

        @Override
        public boolean records() {
            return true;
        }

        @Override
        public boolean immediate() {
            return immediate;
        }
    }

    private ModelRepository start(InferenceInterceptor interceptor) {
        var models =
                new ModelRepository(
                        ModelSource.at(folder, null),
                        new FakeModels(),
                        ControlMode.NONE,
                        HostingOptions.STANDARD,
                        interceptor);
        models.start();
        return models;
    }

    private static float ask(ModelCatalogue models, int features) {
        try (var model = models.use("m", null)) {
            var input =
                    Tensor.of(
                            "input", DataType.FP32, new long[] {1, features}, new float[features]);
            return model.infer(List.of(input), InferenceOptions.DEFAULT).getFirst().floats()[0];
        }
    }

    private void write(String content) throws IOException {
        var file = folder.resolve("m/1/model.json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    @Test
    @DisplayName("rule 8.1: it stands around every answer and every failure, and knows the files")
    void standsAroundAnswersAndFailures() throws IOException {
        write("1");
        var notes = new Notes();
        try (var models = start(notes)) {
            assertThat(ask(models, 2)).isEqualTo(1);
            assertThatThrownBy(() -> ask(models, 3)).isInstanceOf(RondoException.class);
            write("2");
            Files.writeString(folder.resolve("m/1/.unseen"), "what begins with a dot");
            models.refresh("m");
            assertThat(ask(models, 2)).isEqualTo(2);
            assertThat(notes.seen).containsExactly("m/1 " + ONE, "m/1 " + ONE, "m/1 " + TWO);
        }
    }

    @Test
    @DisplayName("rule 11.2: what waits for its record is not answered on a thread of others")
    void whatTakesItsTimeIsNotImmediate() throws IOException {
        write("1");
        var notes = new Notes();
        try (var models = start(notes)) {
            assertThat(models.immediate("m", null)).isTrue();
            notes.immediate = false;
            assertThat(models.immediate("m", null)).isFalse();
        }
        try (var models = start(InferenceInterceptor.NONE)) {
            assertThat(models.immediate("m", null)).isTrue();
            try (var use = models.use("m", null)) {
                assertThat(use.digest()).as("nobody asked for it").isEmpty();
            }
        }
    }

    /**
     * {@code LC_ALL=C; find . -type f | sed 's,^./,,' | sort | xargs sha256sum | sha256sum} in the
     * folder.
     */
    @Test
    void aFolderOfSeveralFilesHasTheDigestOfTheirList() throws IOException {
        Files.createDirectories(folder.resolve("data/__pycache__"));
        Files.writeString(folder.resolve("MLmodel"), "flavors");
        Files.writeString(folder.resolve("data/b"), "1");
        Files.writeString(folder.resolve("data/a"), "2");
        Files.writeString(folder.resolve("data/__pycache__/c"), "3");
        assertThat(FileDigest.of(folder))
                .isEqualTo(
                        "sha256:58d56728e92be3975935e5feb759f7c80a00ff6f122a4da982a25facf30f821c");
    }

    @Test
    @DisplayName("rule 8.5: a file that is changed while it is read is not served under a digest")
    void aFileThatChangesMeanwhileIsNotServed() throws IOException {
        write("1");
        ModelLoader slow =
                file -> {
                    var model = new FakeModels().load(file);
                    write("27");
                    return model;
                };
        try (var models =
                new ModelRepository(
                        ModelSource.at(folder, null),
                        slow,
                        ControlMode.NONE,
                        HostingOptions.STANDARD,
                        new Notes())) {
            models.start();
            assertThatThrownBy(() -> ask(models, 2)).hasMessageContaining("changed while");
        }
    }
}
