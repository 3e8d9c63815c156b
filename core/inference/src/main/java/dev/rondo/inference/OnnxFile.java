package dev.rondo.inference;

import dev.rondo.base.RondoException;
import java.nio.file.Path;
import java.util.ServiceLoader;

/** Reads a file of ONNX, and finds what runs it. */
final class OnnxFile {
    /**
     * The versions of the format's intermediate representation that there are, and some to come.
     */
    private static final int MAX_VERSION = 64;

    private OnnxFile() {}

    /** Such a file starts with its version, as the field 1 of a message. */
    static boolean is(byte[] bytes) {
        return bytes.length > 2 && bytes[0] == 8 && bytes[1] > 0 && bytes[1] < MAX_VERSION;
    }

    static TensorModel load(Path file, byte[] bytes) {
        var graph = OnnxReader.read(bytes);
        try {
            return new OnnxTensorModel(graph);
        } catch (RondoException e) {
            if (!e.code().equals("model.unsupported")) {
                throw e;
            }
            for (var runtime : ServiceLoader.load(ModelRuntime.class)) {
                if (runtime.runs(file)) {
                    return runtime.load(file);
                }
            }
            throw e.next("add the module rondo-onnx, which runs any graph of ONNX");
        }
    }
}
