package dev.rondo.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** XGBoost's boosting loop with early stopping, in the child process. */
final class Boosting implements AutoCloseable {
    private static final String[] PARTS = {"train", "validation"};

    private final TrainerRequest request;
    private final DMatrix train;
    private final DMatrix validation;
    private final Booster booster;

    private final List<BoostingRound> rounds = new ArrayList<>();
    private int bestRound;
    private byte[] bestModel = {};

    Boosting(TrainerRequest request, TrainerFiles files) throws IOException, XGBoostError {
        this.request = request;
        train = matrix(files.train());
        validation = matrix(files.validation());
        // No round yet: the loop below decides how many there are.
        booster =
                XGBoost.train(train, new HashMap<>(request.parameters()), 0, Map.of(), null, null);
        booster.setFeatureNames(request.featureNames().toArray(String[]::new));
        booster.setFeatureTypes(request.featureTypes().toArray(String[]::new));
    }

    private DMatrix matrix(Path file) throws IOException, XGBoostError {
        var data = MatrixFile.read(file);
        var matrix = new DMatrix(data.values(), data.rows(), data.columns(), Float.NaN);
        matrix.setLabel(data.labels());
        matrix.setFeatureTypes(request.featureTypes().toArray(String[]::new));
        return matrix;
    }

    /** Boosts until the validation log-loss no longer falls, or the rounds are used up. */
    TrainerResult run(Consumer<BoostingRound> progress) throws XGBoostError {
        for (int round = 0; round < request.rounds(); round++) {
            booster.update(train, round);
            var losses = new float[PARTS.length];
            booster.evalSet(new DMatrix[] {train, validation}, PARTS, round, losses);
            var done = new BoostingRound(round, request.rounds(), losses[0], losses[1]);
            rounds.add(done);
            progress.accept(done);
            if (round == 0 || losses[1] < rounds.get(bestRound).validationLogLoss()) {
                bestRound = round;
                // The Java package cannot cut a model, so the best is kept as it was.
                bestModel = booster.toByteArray("ubj");
            } else if (round - bestRound >= request.earlyStopping()) {
                break;
            }
        }
        return new TrainerResult(rounds, bestRound, totalGains());
    }

    /** The best round's model as UBJSON. */
    byte[] model() {
        return bestModel;
    }

    /** What XGBoost itself makes of the validation part, to hold our own kernel against. */
    float[] validationMargins() throws IOException, XGBoostError {
        var best = XGBoost.loadModel(bestModel);
        var rows = best.predict(validation, true);
        best.dispose();
        var margins = new float[rows.length];
        for (int row = 0; row < rows.length; row++) {
            margins[row] = rows[row][0];
        }
        return margins;
    }

    private List<Double> totalGains() throws XGBoostError {
        // A dump with the real names is no JSON when a name holds a quotation mark.
        int features = request.featureNames().size();
        booster.setFeatureNames(
                IntStream.range(0, features).mapToObj(i -> "f" + i).toArray(String[]::new));
        var trees = booster.getModelDump((String) null, true, "json");
        return TotalGains.of(List.of(trees).subList(0, bestRound + 1), features);
    }

    @Override
    public void close() {
        booster.dispose();
        train.dispose();
        validation.dispose();
    }
}
