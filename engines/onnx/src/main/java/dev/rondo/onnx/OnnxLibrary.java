package dev.rondo.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/**
 * Unpacks ONNX Runtime's native libraries once, into the folder that the property {@code
 * rondo.native} names. Left alone, it unpacks 28 MB into a new temporary folder at every start.
 */
final class OnnxLibrary {
    private static final String PATH = "onnxruntime.native.path";

    private OnnxLibrary() {}

    static synchronized void prepare() {
        var folder = System.getProperty("rondo.native");
        if (folder == null || System.getProperty(PATH) != null) {
            return;
        }
        var architecture = architecture();
        var target = Path.of(folder, "onnxruntime-" + architecture);
        try {
            for (var name : new String[] {"onnxruntime", "onnxruntime4j_jni"}) {
                var file = System.mapLibraryName(name);
                unpack("/ai/onnxruntime/native/" + architecture + "/" + file, target.resolve(file));
            }
            System.setProperty(PATH, target.toString());
        } catch (IOException e) {
            // ONNX Runtime unpacks for itself, if it can.
        }
    }

    private static void unpack(String resource, Path target) throws IOException {
        if (Files.exists(target)) {
            return;
        }
        try (InputStream in = OnnxLibrary.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException(resource);
            }
            Files.createDirectories(target.getParent());
            var part = Files.createTempFile(target.getParent(), "part", null);
            Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** As ONNX Runtime names its folders. */
    private static String architecture() {
        var system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        var machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return (system.contains("mac") ? "osx" : system.contains("win") ? "win" : "linux")
                + (machine.contains("aarch64") ? "-aarch64" : "-x64");
    }
}
