package dev.rondo.training;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.base.Json;
import dev.rondo.base.RondoException;
import dev.rondo.tracking.Artifacts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The artifacts through which the steps of one training run speak, so that another process can take
 * the run over after any of them.
 */
final class RunFiles {
    static final String XGBOOST = "training/model.ubj";
    static final String ENCODER = "training/encoder.json";
    static final String TRAINED = "training/trained.json";
    static final String EVALUATION = "evaluation.json";
    static final String GATE = "gate.json";

    /** The MLflow model directory, under the name that MLflow gives it. */
    static final String MODEL = "model";

    private final Artifacts artifacts;
    private final String runId;

    RunFiles(Artifacts artifacts, String runId) {
        this.artifacts = artifacts;
        this.runId = runId;
    }

    byte[] read(String path) {
        try (var stream = artifacts.open(runId, path)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(String path, byte[] content) {
        artifacts.put(runId, path, new ByteArrayInputStream(content));
    }

    /** A record that an earlier step, or an earlier attempt of this one, has left. */
    <T> Optional<T> record(String path, Class<T> type) {
        var folder = path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
        var there =
                artifacts.list(runId, folder).stream().anyMatch(file -> file.path().equals(path));
        return there
                ? Optional.of(TrainingJson.read(Json.parse(read(path), JsonNode.class), type))
                : Optional.empty();
    }

    /** A record that the pipeline's order promises. */
    <T> T required(String path, Class<T> type) {
        return record(path, type)
                .orElseThrow(() ->
                        RondoException.conflict(
                                        "training.step_missing", "the run has no " + path + " yet")
                                .at("run " + runId)
                                .next("run the steps before this one first"));
    }

    void record(String path, Object value) {
        write(path, Json.writeBytes(TrainingJson.tree(value)));
    }

    /** Stores all files of a local folder. */
    void upload(String path, Path folder) {
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
                var relative = folder.relativize(file).toString().replace('\\', '/');
                try (var content = Files.newInputStream(file)) {
                    artifacts.put(runId, path + "/" + relative, content);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Brings all files of a stored folder into a local one. */
    void download(String path, Path folder) {
        for (var file : artifacts.list(runId, path)) {
            var local = folder.resolve(file.path().substring(path.length() + 1));
            if (file.folder()) {
                download(file.path(), local);
                continue;
            }
            try (var content = artifacts.open(runId, file.path())) {
                Files.createDirectories(folder);
                Files.copy(content, local);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
