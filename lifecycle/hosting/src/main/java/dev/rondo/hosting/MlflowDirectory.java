package dev.rondo.hosting;

import dev.rondo.base.RondoException;
import dev.rondo.inference.MlflowSignature;
import dev.rondo.inference.TensorModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * An MLflow model directory: its file {@code MLmodel} names flavors, and each its data.
 *
 * @param signature null where the model was saved without
 */
record MlflowDirectory(Path path, Map<?, ?> flavors, @Nullable MlflowSignature signature) {
    static final String MLMODEL = "MLmodel";

    private static final Logger LOG = LoggerFactory.getLogger(MlflowDirectory.class);
    private static final int MAX_BYTES = 16 << 20;
    private static final List<String> RUN_HERE = List.of("xgboost", "lightgbm", "onnx");
    private static final String PYTHON = "python_function";

    /** Ours, which takes the columns before they are encoded. */
    private static final String OURS = "rondo";

    /**
     * Reads the description.
     *
     * @throws RondoException of kind USER that says what is wrong with it
     */
    static MlflowDirectory read(Path directory) {
        try {
            var bytes = bytes(directory);
            var settings = LoadSettings.builder().setCodePointLimit(MAX_BYTES).build();
            var root = new Load(settings).loadFromString(new String(bytes, StandardCharsets.UTF_8));
            if (root instanceof Map<?, ?> fields
                    && fields.get("flavors") instanceof Map<?, ?> flavors) {
                return new MlflowDirectory(directory, flavors, signature(fields.get("signature")));
            }
        } catch (YamlEngineException | StackOverflowError e) {
            throw unreadable(directory, "it is not valid YAML").causedBy(e);
        } catch (IOException e) {
            throw unreadable(directory, "it cannot be read").causedBy(e);
        }
        throw unreadable(directory, "it has no flavors");
    }

    private static byte[] bytes(Path directory) throws IOException {
        try (var in = Files.newInputStream(directory.resolve(MLMODEL))) {
            return in.readNBytes(MAX_BYTES);
        }
    }

    private static @Nullable MlflowSignature signature(@Nullable Object value) {
        return value instanceof Map<?, ?> parts
                ? MlflowSignature.parse(
                        text(parts.get("inputs")),
                        text(parts.get("outputs")),
                        text(parts.get("params")))
                : null;
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : String.valueOf(value);
    }

    /** The fields of the first flavor that is run here; null when none is. */
    private @Nullable Map<?, ?> nativeFlavor() {
        for (var flavor : RUN_HERE) {
            if (flavors.get(flavor) instanceof Map<?, ?> fields) {
                return fields;
            }
        }
        return null;
    }

    /** The data file of the first flavor that is run here; the description itself without one. */
    Path mainFile() {
        var flavor = nativeFlavor();
        return flavor == null || flavors.containsKey(OURS) ? path.resolve(MLMODEL) : data(flavor);
    }

    /** A name in the file must not lead out of the directory. */
    private Path data(Map<?, ?> flavor) {
        var file = path.resolve(String.valueOf(flavor.get("data"))).normalize();
        if (!file.startsWith(path.normalize())
                || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw unreadable(path, "the data file that it names is not in the directory");
        }
        return file;
    }

    /**
     * The model: what runs here runs here, anything else, and what fails, in the interpreter that
     * the loader knows.
     *
     * @throws RondoException of kind USER that names the flavors that there are, and the ways
     */
    TensorModel load(ModelLoader loader) throws Exception {
        var flavor = nativeFlavor();
        if (flavor == null) {
            var model = flavors.containsKey(PYTHON) ? loader.loadPython(path, signature) : null;
            if (model == null) {
                throw refusal();
            }
            return model;
        }
        try {
            return loadHere(loader, flavor);
        } catch (RondoException e) {
            var model = flavors.containsKey(PYTHON) ? loader.loadPython(path, signature) : null;
            if (model == null) {
                throw e;
            }
            LOG.info("{} is run in Python, because: {}", path, e.getMessage());
            return model;
        }
    }

    private TensorModel loadHere(ModelLoader loader, Map<?, ?> flavor) throws Exception {
        if (flavors.containsKey(OURS)) {
            return loader.load(path);
        }
        var model = loader.load(data(flavor));
        var kind = String.valueOf(flavor.get("model_class"));
        boolean labels = kind.startsWith("xgboost.") && kind.endsWith("Classifier");
        return new MlflowModel(labels ? new ClassLabels(model) : model, signature);
    }

    private RondoException refusal() {
        var names = new TreeSet<String>();
        flavors.keySet().forEach(name -> names.add(String.valueOf(name)));
        return RondoException.user("model.flavor", "no flavor of the model can be run: " + names)
                .at(path.resolve(MLMODEL).toString())
                .because("here run the flavors " + String.join(", ", RUN_HERE))
                .next(
                        flavors.containsKey(PYTHON)
                                ? "export it to ONNX (skl2onnx), or serve it with --python CMD, an interpreter that has mlflow"
                                : "log it with one of them");
    }

    private static RondoException unreadable(Path directory, String why) {
        return RondoException.user("model.mlmodel", "the model directory cannot be used")
                .at(directory.resolve(MLMODEL).toString())
                .because(why)
                .next("save the model again with MLflow");
    }
}
