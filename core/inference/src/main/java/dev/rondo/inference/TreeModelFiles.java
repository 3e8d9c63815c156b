package dev.rondo.inference;

import dev.rondo.base.RondoException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;

/** Reads a file of trees whatever its name is: its first bytes say what it is. */
final class TreeModelFiles {
    private static final byte[] LIGHTGBM = "tree\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] LIGHTGBM_WINDOWS = "tree\r\n".getBytes(StandardCharsets.UTF_8);

    /** What a file that is not read is, by its first bytes, and what to do about it. */
    private enum Foreign {
        PICKLE("a pickle", "", "\u0080"),
        ZIP("a zip archive, as PyTorch, Keras and NumPy write it", "", "PK\3\4"),
        GZIP("compressed with gzip", "uncompress it, and ", "\u001f\u008b"),
        ZLIB("compressed with zlib, as joblib does", "", "x"),
        OLD_XGBOOST("XGBoost's old binary form", "load it with XGBoost before 3.1, and ", "binf"),
        CATBOOST(
                "CatBoost's binary form",
                "load it with CatBoost and save_model(\"model.json\", format=\"json\"), or ",
                "CBM1"),
        HDF5("an HDF5 file", "", "\u0089HDF");

        private final String what;
        private final String first;
        private final String start;

        Foreign(String what, String first, String start) {
            this.what = what;
            this.first = first;
            this.start = start;
        }

        boolean is(byte[] bytes) {
            int length = Math.min(bytes.length, start.length());
            return new String(bytes, 0, length, StandardCharsets.ISO_8859_1).equals(start);
        }
    }

    private TreeModelFiles() {}

    static TreeModel load(Path file) {
        return read(file, TreeModelFiles::parse);
    }

    /**
     * Reads a file of up to 256 MiB.
     *
     * @throws RondoException that names the file, whatever the parser finds
     */
    static <T> T read(Path file, Function<byte[], T> parser) {
        try (InputStream in = Files.newInputStream(file)) {
            var bytes = in.readNBytes(XgboostFile.MAX_BYTES);
            if (in.read() >= 0) {
                throw RondoException.limit(
                        "model.too_large", "a model file may have 256 MiB, this one is larger");
            }
            return parser.apply(bytes);
        } catch (NoSuchFileException e) {
            throw RondoException.notFound("model.not_found", "there is no such file")
                    .at(file.toString())
                    .causedBy(e);
        } catch (IOException e) {
            throw ModelDirectory.unavailable(file, e);
        } catch (RondoException e) {
            throw ModelErrors.within(file.toString(), e);
        }
    }

    static TreeModel parse(byte[] bytes) {
        if (startsWith(bytes, LIGHTGBM) || startsWith(bytes, LIGHTGBM_WINDOWS)) {
            return LightgbmModel.load(bytes);
        }
        if (CatboostFile.is(bytes)) {
            return CatboostModel.load(bytes);
        }
        if (bytes.length > 0 && bytes[0] == '{') {
            return XgboostModel.load(bytes);
        }
        throw refusal(bytes);
    }

    private static boolean startsWith(byte[] bytes, byte[] start) {
        return bytes.length >= start.length
                && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
    }

    private static RondoException refusal(byte[] bytes) {
        for (var foreign : Foreign.values()) {
            if (foreign.is(bytes)) {
                return advised(
                        ModelErrors.unsupported("the file is " + foreign.what), foreign.first);
            }
        }
        return advised(ModelErrors.unsupported("the file is no model of a known form"), "");
    }

    private static RondoException advised(RondoException error, String first) {
        return error.because(
                        "only JSON and UBJSON of XGBoost, text of LightGBM and JSON of CatBoost are read")
                .next(
                        first
                                + "save the model with XGBoost's save_model(\"model.ubj\") or LightGBM's"
                                + " save_model(\"model.txt\")");
    }
}
