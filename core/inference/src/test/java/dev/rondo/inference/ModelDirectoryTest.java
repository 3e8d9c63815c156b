package dev.rondo.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.RondoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelDirectoryTest {
    @TempDir Path temp;

    private Path written() {
        var directory = temp.resolve("model");
        ModelDirectory.write(directory, Samples.modelPackage());
        return directory;
    }

    @Test
    @DisplayName(
            "rule 2.1: a model carries its encoder, and answers as it did before it was stored")
    void comesBackWhole() {
        var loaded = ModelDirectory.load(written());

        assertThat(loaded.signature()).isEqualTo(Samples.SIGNATURE);
        assertThat(loaded.encoder().levels()).isEqualTo(Samples.ENCODER.levels());
        assertThat(loaded.target()).isEqualTo(Samples.TARGET);
        assertThat(loaded.policy()).isEqualTo(Samples.POLICY);
        assertThat(loaded.metadata()).isEqualTo(Samples.modelPackage().metadata());
        assertThat(loaded.digest()).isEqualTo(ModelDirectory.digest(temp.resolve("model")));
        assertThat(loaded.model().predict(Batch.of(Samples.SIGNATURE, rows())))
                .extracting(Prediction::margin)
                .containsExactly(1.5f, -0.375f, 0.625f);
    }

    /** Margins by hand from the trees of {@link Samples#json}: base score 0.5 is margin 0. */
    private static List<Map<String, @Nullable Object>> rows() {
        var young = new HashMap<String, @Nullable Object>();
        young.put("tenure", 3);
        young.put("plan", "pro");
        young.put("senior", false);
        var old = new HashMap<String, @Nullable Object>();
        old.put("tenure", 12.0);
        old.put("plan", "basic");
        old.put("senior", false);
        var unknown = new HashMap<String, @Nullable Object>();
        unknown.put("tenure", null);
        unknown.put("plan", "never seen");
        unknown.put("senior", true);
        unknown.put("since", "2026-11-25");
        return List.of(young, old, unknown);
    }

    @Test
    void samePackageGivesSameBytes() {
        ModelDirectory.write(temp.resolve("a"), Samples.modelPackage());
        ModelDirectory.write(temp.resolve("b"), Samples.modelPackage());
        assertThat(ModelDirectory.digest(temp.resolve("a")))
                .isEqualTo(ModelDirectory.digest(temp.resolve("b")));
    }

    /** For quality/interop/mlflow_model.py, which reads it with MLflow and XGBoost themselves. */
    @Test
    @EnabledIfSystemProperty(named = "inference.sample", matches = ".+")
    void writesASampleForOtherTools() {
        ModelDirectory.write(
                Path.of(System.getProperty("inference.sample")), Samples.modelPackage());
    }

    @Test
    void anyChangeOfAFileChangesTheDigest() throws IOException {
        var directory = written();
        var before = ModelDirectory.digest(directory);
        Files.writeString(directory.resolve("requirements.txt"), "xgboost\n");
        assertThat(ModelDirectory.digest(directory)).isNotEqualTo(before);
    }

    @Test
    void refusesADirectoryThatHoldsSomething() {
        var directory = written();
        assertThatThrownBy(() -> ModelDirectory.write(directory, Samples.modelPackage()))
                .isInstanceOfSatisfying(
                        RondoException.class,
                        e -> assertThat(e.kind()).isEqualTo(ErrorKind.CONFLICT));
    }

    @Test
    void refusesTreesThatDoNotFitTheEncoder() {
        var json = Samples.json().replace("\"q\",\"c\"", "\"c\",\"q\"");
        var unfit =
                new ModelPackage(
                        Samples.ENCODER,
                        Samples.TARGET,
                        Samples.POLICY,
                        Samples.bytes(json),
                        Map.of());
        assertThatThrownBy(() -> ModelDirectory.write(temp.resolve("m"), unfit))
                .hasMessageContaining("only one of trees and encoder sees a category");
        assertThat(temp.resolve("m")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "MLmodel, 'data: \"model.json\"', 'data: \"../../etc/passwd\"', there is no file",
        "MLmodel, 'data: \"model.json\"', 'data: \"missing.json\"', there is no file",
        "MLmodel, 'rondo:', 'sklearn:', no flavor \"rondo\"",
        "MLmodel, 'format: 1', 'format: 2', another format",
        "MLmodel, 'tenure', 'tenor', the signature is not that of the encoder",
        "MLmodel, 'flavors:', 'flavors: [', not valid YAML",
        "encoder.json, '\"format\":1', '\"format\":7', the encoder has format 7",
        "encoder.json, '\"basic\"', 'null', lacks columns",
        "encoder.json, '\"NUMBER\"', '\"TEXT\"', TEXT cannot be a model's input",
        "encoder.json, '\"NUMBER\"', 'null', lacks columns",
        "policy.json, '\"threshold\":0.25', '\"threshold\":2', threshold from 0 to 1",
        "policy.json, '60', '-600', acting brings no more than not acting",
        "model.json, '\"gbtree\"', '\"dart\"', weight_drop has 0 values for 2",
    })
    void saysWhichFileIsWrong(String file, String old, String replacement, String error)
            throws IOException {
        var directory = written();
        var path = directory.resolve(file);
        var text = Files.readString(path);
        assertThat(text).contains(old);
        Files.writeString(path, text.replace(old, replacement));

        assertThatThrownBy(() -> ModelDirectory.load(directory))
                .isInstanceOf(RondoException.class)
                .hasMessageContaining(error)
                .hasMessageContaining(file);
    }

    @Test
    void refusesLinksOutOfTheDirectory() throws IOException {
        var directory = written();
        var outside = Files.writeString(temp.resolve("outside"), "x");
        Files.createSymbolicLink(directory.resolve("link"), outside);
        assertThatThrownBy(() -> ModelDirectory.load(directory)).hasMessageContaining("link");
    }

    @Test
    @DisplayName("rule 11.2: a model's files and folders have limits")
    void refusesMoreThanAModelHas() throws IOException {
        var deep = written();
        Files.createDirectories(deep.resolve("a/b/c/d/e/f/g/h/i/j"));
        assertThatThrownBy(() -> ModelDirectory.load(deep)).hasMessageContaining("deeper than 10");
        var wide = temp.resolve("wide");
        ModelDirectory.write(wide, Samples.modelPackage());
        for (int i = 0; i < 1000; i++) {
            Files.createDirectory(wide.resolve("d" + i));
        }
        assertThatThrownBy(() -> ModelDirectory.load(wide)).hasMessageContaining("more than 1000");
    }

    @Test
    void refusesYamlThatNestsWithoutEnd() throws IOException {
        var directory = written();
        Files.writeString(directory.resolve("MLmodel"), "[".repeat(500_000));
        assertThatThrownBy(() -> ModelDirectory.load(directory)).isInstanceOf(RondoException.class);
        Files.writeString(directory.resolve("MLmodel"), "{a: ".repeat(100_000));
        assertThatThrownBy(() -> ModelDirectory.load(directory)).isInstanceOf(RondoException.class);
    }

    @Test
    @DisplayName("rule 11.2: a damaged model directory is one clear error")
    void survivesDamage() throws IOException {
        var directory = written();
        var random = new Random(11);
        var names = new ArrayList<>(List.of("MLmodel", "encoder.json", "policy.json"));
        for (int i = 0; i < Integer.getInteger("inference.mutations", 3000) / 10; i++) {
            var path = directory.resolve(names.get(i % names.size()));
            var good = Files.readAllBytes(path);
            Files.write(path, Mutations.of(good, random));
            try {
                ModelDirectory.load(directory);
            } catch (RondoException e) {
                assertThat(e.kind()).isIn(ErrorKind.USER, ErrorKind.LIMIT);
            }
            Files.write(path, good);
        }
    }
}
