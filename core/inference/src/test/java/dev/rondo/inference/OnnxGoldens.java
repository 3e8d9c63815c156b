package dev.rondo.inference;

import dev.rondo.base.ProtoReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.ZipInputStream;

/** Models, inputs and answers of ONNX Runtime; see onnx/make_goldens.py. */
final class OnnxGoldens {
    private static final List<String> BUNDLED =
            List.of(
                    "onnxruntime-1.29.0-trees.zip",
                    "onnxruntime-1.29.0-converted.zip",
                    "onnxruntime-1.29.0-pipelines.zip");

    /**
     * @param about what the model is
     * @param model the model's file
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Golden(
            String name, String about, byte[] model, List<Tensor> inputs, List<Tensor> outputs) {
        @Override
        public String toString() {
            return name + " " + about;
        }
    }

    private OnnxGoldens() {}

    /** The bundled ones, and those in the folder of {@code -Dinference.goldens.onnx}. */
    static List<Golden> all() {
        var goldens = new ArrayList<Golden>();
        for (var name : BUNDLED) {
            var archive = OnnxGoldens.class.getResourceAsStream("/onnx/" + name);
            read(name, Objects.requireNonNull(archive, name), goldens);
        }
        var folder = System.getProperty("inference.goldens.onnx");
        if (folder != null) {
            try (var archives = Files.newDirectoryStream(Path.of(folder), "*.zip")) {
                for (var archive : archives) {
                    read(archive.toString(), Files.newInputStream(archive), goldens);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return goldens;
    }

    private static void read(String archive, InputStream in, List<Golden> goldens) {
        var folders = new TreeMap<String, Map<String, byte[]>>();
        try (var zip = new ZipInputStream(in)) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                var path = Path.of(entry.getName());
                folders.computeIfAbsent(String.valueOf(path.getParent()), _ -> new HashMap<>())
                        .put(String.valueOf(path.getFileName()), zip.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        folders.forEach((folder, files) -> goldens.add(golden(archive + "/" + folder, files)));
    }

    private static Golden golden(String name, Map<String, byte[]> files) {
        return new Golden(
                name,
                new String(Objects.requireNonNull(files.get("about.txt")), StandardCharsets.UTF_8),
                Objects.requireNonNull(files.get("model.onnx")),
                tensors(files, "input_"),
                tensors(files, "output_"));
    }

    private static List<Tensor> tensors(Map<String, byte[]> files, String prefix) {
        var tensors = new ArrayList<Tensor>();
        for (int i = 0; files.containsKey(prefix + i + ".pb"); i++) {
            var bytes = Objects.requireNonNull(files.get(prefix + i + ".pb"));
            tensors.add(new OnnxConstant(new ProtoReader(bytes)).get());
        }
        return tensors;
    }
}
