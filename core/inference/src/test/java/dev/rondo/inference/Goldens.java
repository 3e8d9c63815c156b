package dev.rondo.inference;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.ZipInputStream;

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
        for (var name : BUNDLED) {
            goldens.addAll(models(name, files(resource(name))));
        }
        var folder = System.getProperty("inference.goldens");
        if (folder != null) {
            try (var archives = Files.newDirectoryStream(Path.of(folder), "*.zip")) {
                for (var archive : archives) {
                    goldens.addAll(
                            models(archive.toString(), files(Files.newInputStream(archive))));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return goldens;
    }

    static Map<String, byte[]> baseScores() {
        return Objects.requireNonNull(files(resource(BUNDLED.getFirst())).get("base_scores"));
    }

    private static List<Golden> models(String archive, Map<String, Map<String, byte[]>> folders) {
        var goldens = new ArrayList<Golden>();
        folders.forEach((folder, files) -> {
            if (files.containsKey("rows.bin")) {
                goldens.add(golden(archive + "/" + folder, files));
            }
        });
        return goldens;
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

    private static InputStream resource(String name) {
        return Objects.requireNonNull(Goldens.class.getResourceAsStream("/xgboost/" + name), name);
    }

    /** The archive's files by folder and name. */
    private static Map<String, Map<String, byte[]>> files(InputStream archive) {
        var folders = new TreeMap<String, Map<String, byte[]>>();
        try (var zip = new ZipInputStream(archive)) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                var path = Path.of(entry.getName());
                folders.computeIfAbsent(String.valueOf(path.getParent()), _ -> new HashMap<>())
                        .put(String.valueOf(path.getFileName()), zip.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folders;
    }
}
