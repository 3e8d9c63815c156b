package dev.rondo.onnx;

import dev.rondo.base.RondoException;
import dev.rondo.inference.ModelRuntime;
import dev.rondo.inference.TensorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Runs models with ONNX Runtime; found by {@link java.util.ServiceLoader}. */
public final class OnnxRuntime implements ModelRuntime {
    /** A file of ONNX starts with its version, a number below this, as its first field. */
    private static final int MAX_VERSION = 64;

    @Override
    public boolean runs(Path file) {
        if (String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".onnx")) {
            return true;
        }
        try (var in = Files.newInputStream(file)) {
            return in.read() == 8 && in.read() < MAX_VERSION;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public TensorModel load(Path file) {
        try {
            OnnxLibrary.prepare();
            return OnnxModel.open(file);
        } catch (UnsatisfiedLinkError | NoClassDefFoundError | ExceptionInInitializerError e) {
            throw RondoException.unavailable(
                            "onnx.no_runtime", "ONNX Runtime cannot be loaded on this machine")
                    .because("it is built for Linux with glibc, macOS on ARM and Windows")
                    .causedBy(e);
        }
    }
}
