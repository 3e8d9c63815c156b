package dev.rondo.inference;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Models, rows and answers that XGBoost gave; see make_goldens.py beside the files. */
final class Goldens {
    private static final List<String> BUNDLED =
            List.of("xgboost-3.2.0.zip", "xgboost-2.1.4.zip", "xgboost-1.7.6.zip");

    /**
     * @param model the model's file
     * @param rows row after row
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Golden(String name, byte[] model, float[] rows, float[] margins, float[] scores) {
        @Override
        public String toString() {
            return name;
        }
    }

    private Goldens() {}

    /** The bundled ones, and those in the folder that {@code -Dinference.goldens} names. */
    static List<Golden> all() {
        var goldens = new ArrayList<Golden>();
        GoldenArchives.all("/xgboost/", BUNDLED, "inference.goldens")
                .forEach((name, files) -> {
                    if (files.containsKey("rows.bin")) {
                        goldens.add(golden(name, files));
                    }
                });
        return goldens;
    }

    static Map<String, byte[]> baseScores() {
        var archive = Goldens.class.getResourceAsStream("/xgboost/" + BUNDLED.getFirst());
        var folders = GoldenArchives.files(Objects.requireNonNull(archive));
        return Objects.requireNonNull(folders.get("base_scores"));
    }

    private static Golden golden(String name, Map<String, byte[]> files) {
        var ubj = files.get("model.ubj");
        return new Golden(
                name,
                ubj != null ? ubj : file(files, "model.json"),
                floats(file(files, "rows.bin")),
                floats(file(files, "margins.bin")),
                floats(file(files, "scores.bin")));
    }

    static byte[] file(Map<String, byte[]> files, String name) {
        return Objects.requireNonNull(files.get(name), name);
    }

    static float[] floats(byte[] littleEndian) {
        var values = new float[littleEndian.length / 4];
        ByteBuffer.wrap(littleEndian).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }
}
