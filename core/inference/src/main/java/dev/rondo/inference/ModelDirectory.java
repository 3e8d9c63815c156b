package dev.rondo.inference;

import dev.rondo.base.Json;
import dev.rondo.base.RondoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A model as a directory that MLflow reads too:
 *
 * <pre>
 * MLmodel            YAML: signature, metadata, flavors xgboost and rondo
 * model.ubj          the trees, or model.json
 * encoder.json       how rows become what the trees read
 * policy.json        target and decision policy
 * requirements.txt   for Python
 * </pre>
 */
public final class ModelDirectory {
    static final String MLMODEL = "MLmodel";
    private static final String ENCODER = "encoder.json";
    private static final String POLICY = "policy.json";
    private static final int FORMAT = 1;

    /** The form of {@code policy.json}. */
    private record Stored(int format, Target target, DecisionPolicy policy) {}

    private ModelDirectory() {}

    /**
     * Writes the files into a directory that is empty or does not exist; {@code MLmodel}, without
     * which nothing is a model, comes last. Same package, same bytes.
     *
     * @throws RondoException of kind USER when trees and encoder do not fit each other, of kind
     *     CONFLICT when the directory holds something
     */
    public static void write(Path directory, ModelPackage model) {
        var trees = XgboostModel.load(model.xgboost());
        checkFit(model.encoder(), trees);
        var data = XgboostFile.isJson(model.xgboost()) ? "model.json" : "model.ubj";
        var yaml = MlModel.of(model, data, ENCODER, POLICY, trees.version()).toYaml();
        try {
            makeEmpty(directory);
            Files.write(directory.resolve(data), model.xgboost());
            Files.write(directory.resolve(ENCODER), model.encoder().toJson());
            Files.write(
                    directory.resolve(POLICY),
                    Json.writeBytes(new Stored(FORMAT, model.target(), model.policy())));
            Files.writeString(directory.resolve("requirements.txt"), requirements(trees));
            Files.writeString(directory.resolve(MLMODEL), yaml);
        } catch (IOException e) {
            throw unavailable(directory, e);
        }
    }

    private static void makeEmpty(Path directory) throws IOException {
        Files.createDirectories(directory);
        try (var present = Files.newDirectoryStream(directory)) {
            if (present.iterator().hasNext()) {
                throw RondoException.conflict(
                                "model.directory_not_empty", "files are there already")
                        .at(directory.toString())
                        .next("name a directory that is empty or does not exist");
            }
        }
    }

    private static String requirements(XgboostModel trees) {
        return trees.version().isEmpty() ? "xgboost\n" : "xgboost==" + trees.version() + "\n";
    }

    /**
     * Reads a model. The files are treated as hostile, and have limits: 1 MiB for {@code MLmodel}
     * and the policy, 64 MiB for the encoder, 256 MiB for the trees, 1,000 files and folders in
     * all.
     *
     * @throws RondoException of kind USER or LIMIT that names the file, when something in it is not
     *     right; NOT_FOUND when there is no {@code MLmodel}
     */
    public static LoadedModel load(Path directory) {
        var files = ModelFiles.open(directory);
        var description = files.read(MLMODEL, ModelFiles.SMALL, MlModel::parse);
        var encoder = files.read(description.encoder(), ModelFiles.MEDIUM, Encoder::fromJson);
        var stored =
                files.read(description.policy(), ModelFiles.SMALL, ModelDirectory::parsePolicy);
        var trees = files.read(description.data(), XgboostFile.MAX_BYTES, XgboostModel::load);
        if (!description.inputs().equals(MlModel.inputs(encoder.signature()))) {
            throw ModelErrors.invalid("the signature is not that of the encoder").at(MLMODEL);
        }
        checkFit(encoder, trees);
        return new LoadedModel(
                encoder.signature(),
                new BoosterModel(encoder, trees),
                encoder,
                stored.target(),
                stored.policy(),
                files.digest(),
                description.metadata());
    }

    private static Stored parsePolicy(byte[] json) {
        var stored = Json.parse(json, Stored.class);
        if (stored.format() != FORMAT) {
            throw ModelErrors.unsupported("the policy has format " + stored.format())
                    .next("read it with the version of Rondo that wrote it, or a newer one");
        }
        if (stored.target() == null || stored.policy() == null) {
            throw ModelErrors.invalid("target or policy is missing");
        }
        return stored;
    }

    private static void checkFit(Encoder encoder, XgboostModel trees) {
        if (!trees.isBinary()) {
            throw ModelErrors.unsupported("the trees do not give a probability")
                    .next("train with objective=binary:logistic");
        }
        var names = List.of(encoder.featureNames());
        if (trees.features() != names.size()) {
            throw ModelErrors.invalid(
                    "the trees read "
                            + trees.features()
                            + " features, the encoder makes "
                            + names.size());
        }
        if (!trees.featureNames().isEmpty() && !trees.featureNames().equals(names)) {
            throw ModelErrors.invalid("trees and encoder name the features differently");
        }
        checkTypes(encoder, trees);
    }

    private static void checkTypes(Encoder encoder, XgboostModel trees) {
        var ours = encoder.featureTypes();
        for (int i = 0; i < trees.featureTypes().size(); i++) {
            if (trees.featureTypes().get(i).equals("c") != ours[i].equals("c")) {
                throw ModelErrors.invalid("only one of trees and encoder sees a category")
                        .at(encoder.featureNames()[i]);
            }
        }
    }

    /**
     * SHA-256 over all files in the order of their paths: for each its relative path with {@code /}
     * in UTF-8, a zero byte, its size as 8 bytes, the most significant first, and its content.
     */
    public static String digest(Path directory) {
        return ModelFiles.open(directory).digest();
    }

    static RondoException unavailable(Path directory, IOException e) {
        return RondoException.unavailable("model.storage", "the files cannot be read or written")
                .at(directory.toString())
                .because(String.valueOf(e.getMessage()))
                .next("check the disk's space and the directory's permissions")
                .causedBy(e);
    }
}
