package dev.rondo.hosting;

import dev.rondo.inference.TensorModel;
import java.nio.file.Path;

/** Reads a model file; whatever it throws becomes the reason why the version is unavailable. */
@FunctionalInterface
public interface ModelLoader {
    TensorModel load(Path file) throws Exception;
}
