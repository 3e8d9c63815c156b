package dev.rondo.inference;

import dev.rondo.base.ProtoReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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
        GoldenArchives.all("/onnx/", BUNDLED, "inference.goldens.onnx")
                .forEach((name, files) -> goldens.add(golden(name, files)));
        return goldens;
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
