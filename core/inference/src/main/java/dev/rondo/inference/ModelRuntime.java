package dev.rondo.inference;

import dev.rondo.base.RondoException;
import java.nio.file.Path;

/**
 * Runs models that this library does not run itself. Runtimes are found by {@link
 * java.util.ServiceLoader}, and asked only when such a model is there: one that loads native
 * libraries does so in {@link #load}.
 */
public interface ModelRuntime {
    /** Whether it may run such a file, as its first bytes or its name say. */
    boolean runs(Path file);

    /**
     * Reads the file.
     *
     * @throws RondoException of kind USER when it is no sound model, of kind UNAVAILABLE when the
     *     runtime itself cannot be started here
     */
    TensorModel load(Path file);
}
