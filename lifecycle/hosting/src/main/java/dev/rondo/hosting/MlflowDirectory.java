package dev.rondo.hosting;

import dev.rondo.base.RondoException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** An MLflow model directory: its file {@code MLmodel} names flavors, and each its data. */
final class MlflowDirectory {
    static final String MLMODEL = "MLmodel";

    private static final int MAX_BYTES = 1 << 20;
    private static final List<String> RUN_HERE = List.of("xgboost", "lightgbm", "onnx");

    private MlflowDirectory() {}

    /**
     * The data file of the first flavor that is run here.
     *
     * @throws RondoException of kind USER that names the flavors that there are, and the way
     */
    static Path modelFile(Path directory) {
        var flavors = flavors(directory);
        for (var flavor : RUN_HERE) {
            if (flavors.get(flavor) instanceof Map<?, ?> fields) {
                return inside(directory, String.valueOf(fields.get("data")));
            }
        }
        var names = new TreeSet<String>();
        flavors.keySet().forEach(name -> names.add(String.valueOf(name)));
        throw RondoException.user("model.flavor", "no flavor of the model can be run: " + names)
                .at(directory.resolve(MLMODEL).toString())
                .next(
                        "log it with the flavor xgboost or lightgbm, or export it to ONNX (skl2onnx)");
    }

    private static Map<?, ?> flavors(Path directory) {
        try {
            var bytes = read(directory.resolve(MLMODEL));
            var settings = LoadSettings.builder().setCodePointLimit(MAX_BYTES).build();
            var root = new Load(settings).loadFromString(new String(bytes, StandardCharsets.UTF_8));
            if (root instanceof Map<?, ?> fields
                    && fields.get("flavors") instanceof Map<?, ?> map) {
                return map;
            }
        } catch (YamlEngineException | StackOverflowError e) {
            throw unreadable(directory, "it is not valid YAML").causedBy(e);
        } catch (IOException e) {
            throw unreadable(directory, "it cannot be read").causedBy(e);
        }
        throw unreadable(directory, "it has no flavors");
    }

    private static byte[] read(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return in.readNBytes(MAX_BYTES);
        }
    }

    /** A name in the file must not lead out of the directory. */
    private static Path inside(Path directory, String data) {
        var file = directory.resolve(data).normalize();
        if (!file.startsWith(directory.normalize())
                || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw unreadable(directory, "the data file that it names is not in the directory");
        }
        return file;
    }

    private static RondoException unreadable(Path directory, String why) {
        return RondoException.user("model.mlmodel", "the model directory cannot be used")
                .at(directory.resolve(MLMODEL).toString())
                .because(why)
                .next("save the model again with MLflow");
    }
}
