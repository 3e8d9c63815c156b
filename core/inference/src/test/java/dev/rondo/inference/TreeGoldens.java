package dev.rondo.inference;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Models, rows and answers of XGBoost, LightGBM and CatBoost; see trees/make_goldens.py. */
final class TreeGoldens {
    private static final List<String> BUNDLED =
            List.of("xgboost-3.2.0.zip", "lightgbm-4.7.0.zip", "catboost-1.2.10.zip");

    /**
     * @param about objective, booster and strategy
     * @param model the model's file
     * @param rows a {@code float[]} or {@code double[]}, row after row
     * @param margins and answers: a {@code float[]} or {@code double[]}, as the package has it
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Golden(
            String name, String about, byte[] model, Object rows, Object margins, Object answers) {
        @Override
        public String toString() {
            return name + " " + about;
        }
    }

    private TreeGoldens() {}

    /** The bundled ones, and those in the folder of {@code -Dinference.goldens.trees}. */
    static List<Golden> all() {
        var goldens = new ArrayList<Golden>();
        GoldenArchives.all("/trees/", BUNDLED, "inference.goldens.trees")
                .forEach((name, files) -> goldens.add(golden(name, files)));
        return goldens;
    }

    private static Golden golden(String name, Map<String, byte[]> files) {
        var model =
                files.entrySet().stream()
                        .filter(file -> file.getKey().startsWith("model."))
                        .findFirst()
                        .orElseThrow()
                        .getValue();
        return new Golden(
                name,
                new String(Objects.requireNonNull(files.get("about.txt")), StandardCharsets.UTF_8),
                model,
                numbers(files, "rows"),
                numbers(files, "margins"),
                numbers(files, "answers"));
    }

    private static Object numbers(Map<String, byte[]> files, String name) {
        var floats = files.get(name + ".f4");
        if (floats != null) {
            return Goldens.floats(floats);
        }
        var bytes = Objects.requireNonNull(files.get(name + ".f8"), name);
        var values = new double[bytes.length / 8];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(values);
        return values;
    }
}
