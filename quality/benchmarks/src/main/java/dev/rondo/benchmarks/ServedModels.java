package dev.rondo.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** Models for `rondo serve`, made by XGBoost, and requests of rows to them. */
final class ServedModels {
    static final int COLUMNS = 40;
    private static final int TRAINING_ROWS = 4000;

    private ServedModels() {}

    /** Trees whose sum depends on the first three columns. */
    static Booster train(int trees, int depth, int seed) throws XGBoostError {
        var random = new SplittableRandom(seed);
        var values = new float[TRAINING_ROWS * COLUMNS];
        var labels = new float[TRAINING_ROWS];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        for (int i = 0; i < labels.length; i++) {
            float sum = values[i * COLUMNS] + values[i * COLUMNS + 1] * values[i * COLUMNS + 2];
            labels[i] = sum + random.nextGaussian() > 0 ? 1 : 0;
        }
        var matrix = new DMatrix(values, TRAINING_ROWS, COLUMNS, Float.NaN);
        matrix.setLabel(labels);
        Map<String, Object> parameters =
                Map.of("objective", "binary:logistic", "max_depth", depth, "nthread", 1);
        try {
            return XGBoost.train(matrix, parameters, trees, Map.of(), null, null);
        } finally {
            matrix.dispose();
        }
    }

    /** Puts a model where a repository has a version of it. */
    static void save(Booster booster, Path repository, String name, int version) {
        try {
            var place = repository.resolve(name).resolve(Integer.toString(version));
            Files.createDirectories(place);
            booster.saveModel(place.resolve("model.json").toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (XGBoostError e) {
            throw new IllegalStateException(e);
        }
    }

    /** Requests of V2 JSON, of different rows. */
    static List<byte[]> requests(String model, int rows, int count, int seed) {
        var random = new SplittableRandom(seed);
        var requests = new ArrayList<byte[]>(count);
        for (int i = 0; i < count; i++) {
            var body = v2(rows, random).getBytes(StandardCharsets.UTF_8);
            requests.add(Connection.post("/v2/models/" + model + "/infer", body));
        }
        return requests;
    }

    private static String v2(int rows, SplittableRandom random) {
        var json = new StringBuilder("{\"inputs\":[{\"name\":\"input\",\"shape\":[");
        json.append(rows).append(',').append(COLUMNS).append("],\"datatype\":\"FP32\",\"data\":[");
        return json.append(numbers(rows, random)).append("]}]}").toString();
    }

    /** The values of rows, of one digit as people write them, with commas between. */
    static String numbers(int rows, SplittableRandom random) {
        var text = new StringBuilder();
        for (int i = 0; i < rows * COLUMNS; i++) {
            text.append(i == 0 ? "" : ",").append(Math.round(random.nextGaussian() * 10) / 10.0);
        }
        return text.toString();
    }
}
