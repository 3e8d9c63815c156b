package dev.rondo.training;

import java.nio.file.Path;

/** The names of the files through which the parent and the child speak. */
record TrainerFiles(Path folder) {
    Path request() {
        return folder.resolve("request.json");
    }

    Path train() {
        return folder.resolve("train.matrix");
    }

    Path validation() {
        return folder.resolve("validation.matrix");
    }

    Path result() {
        return folder.resolve("result.json");
    }

    Path model() {
        return folder.resolve("model.ubj");
    }

    Path validationMargins() {
        return folder.resolve("validation.margins");
    }
}
