package dev.rondo.training;

import dev.rondo.base.Column;
import dev.rondo.base.ColumnType;
import dev.rondo.base.Json;
import dev.rondo.base.RondoException;
import dev.rondo.data.Table;
import dev.rondo.inference.Encoder;
import dev.rondo.inference.Signature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Consumer;

/**
 * Trains gradient-boosted trees with XGBoost in a child JVM, so that a native crash, a leak or a
 * hang ends the child and not this process. The same data, spec and seed give the same bytes.
 *
 * <pre>{@code
 * var spec = TrainingSpec.of(target, features, 7);
 * var model = Trainer.inChildJvm().train(spec, train, validation, workFolder, round -> {});
 * }</pre>
 */
public final class Trainer {
    /** Java's heap in the child beside the matrices: classes, JSON, the best model's bytes. */
    private static final long HEAP_BASE_MB = 96;

    /** Rows times inputs: 2 GB of floats. */
    private static final long MAX_VALUES = 500_000_000;

    private final ChildJvm jvm;

    Trainer(ChildJvm jvm) {
        this.jvm = jvm;
    }

    /** A trainer whose child runs the Java and the class path of this process. */
    public static Trainer inChildJvm() {
        return new Trainer(ChildJvm.own());
    }

    /**
     * Trains one model.
     *
     * @param validation decides when to stop; both tables hold the target, without missing values
     * @param workFolder where files of this training come and go
     * @param progress called for every round, on another thread
     * @throws RondoException that says how the child failed: {@code training.timed_out}, {@code
     *     training.out_of_memory}, {@code training.libgomp_missing}, {@code
     *     training.invalid_parameter}, {@code training.crashed} or {@code training.interrupted}
     */
    public TrainedModel train(
            TrainingSpec spec,
            Table train,
            Table validation,
            Path workFolder,
            Consumer<BoostingRound> progress) {
        return Folders.temporary(
                workFolder,
                folder -> train(spec, train, validation, new TrainerFiles(folder), progress));
    }

    private TrainedModel train(
            TrainingSpec spec,
            Table train,
            Table validation,
            TrainerFiles files,
            Consumer<BoostingRound> progress)
            throws IOException {
        checkSize(spec, train);
        checkSize(spec, validation);
        var encoder = encoder(spec, train);
        var request = request(spec, encoder, train.rows());
        Files.writeString(files.request(), Json.write(request));
        write(files.train(), encoder, train, spec);
        write(files.validation(), encoder, validation, spec);
        var exit = ChildRun.run(command(spec, files), spec.timeout(), progress);
        if (exit.code() != 0 || !Files.exists(files.result())) {
            throw ChildFailure.of(exit, spec);
        }
        return read(encoder, request, files);
    }

    private static void checkSize(TrainingSpec spec, Table table) {
        long values = (long) table.rows() * spec.features().size();
        if (values > MAX_VALUES) {
            throw RondoException.limit(
                            "training.too_large",
                            "the table holds " + values + " values to learn from")
                    .because("at most " + MAX_VALUES + " can be trained on at once")
                    .next("train on fewer rows or columns");
        }
    }

    private ProcessBuilder command(TrainingSpec spec, TrainerFiles files) throws IOException {
        long matrixMb = (Files.size(files.train()) + Files.size(files.validation())) >> 20;
        long heapMb = HEAP_BASE_MB + matrixMb * 5 / 4;
        if (heapMb > spec.memoryMb()) {
            throw ChildFailure.outOfMemory(spec, "Java's heap alone needs " + heapMb + " MB");
        }
        return jvm.command(
                TrainerMain.class,
                files.folder(),
                heapMb,
                spec.memoryMb(),
                XgboostParameters.THREADS);
    }

    /** Levels in the order of their names, so that codes do not depend on the order of the rows. */
    private static Encoder encoder(TrainingSpec spec, Table train) {
        var levels = new LinkedHashMap<String, List<String>>();
        for (var feature : spec.features()) {
            if (feature.type() == ColumnType.CATEGORY) {
                var texts = train.texts(feature.name()).levels();
                levels.put(feature.name(), texts.stream().sorted().toList());
            }
        }
        return Encoder.fit(new Signature(spec.features()), levels);
    }

    private static TrainerRequest request(TrainingSpec spec, Encoder encoder, int rows) {
        return new TrainerRequest(
                XgboostParameters.complete(spec.xgboostParameters(), rows, spec.seed()),
                spec.rounds(),
                spec.earlyStopping(),
                List.of(encoder.featureNames()),
                List.of(encoder.featureTypes()));
    }

    private static void write(Path file, Encoder encoder, Table table, TrainingSpec spec)
            throws IOException {
        var batches = new Batches(table, encoder.signature());
        MatrixFile.write(
                file,
                encoder.featureNames().length,
                (from, to) -> encoder.encode(batches.rows(from, to)),
                Targets.labels(table, spec.target()));
    }

    private static TrainedModel read(Encoder encoder, TrainerRequest request, TrainerFiles files)
            throws IOException {
        var result = Json.read(Files.readString(files.result()), TrainerResult.class);
        return new TrainedModel(
                encoder,
                Files.readAllBytes(files.model()),
                request.parameters(),
                result.rounds(),
                result.bestRound(),
                importances(encoder.signature().inputs(), result.totalGains()),
                MatrixFile.readFloats(files.validationMargins()));
    }

    private static List<FeatureImportance> importances(List<Column> columns, List<Double> gains) {
        double total = gains.stream().mapToDouble(Double::doubleValue).sum();
        var importances = new ArrayList<FeatureImportance>();
        for (int i = 0; i < columns.size(); i++) {
            double share = total > 0 ? gains.get(i) / total : 0;
            importances.add(new FeatureImportance(columns.get(i).name(), share));
        }
        importances.sort(
                Comparator.comparingDouble(FeatureImportance::share)
                        .reversed()
                        .thenComparing(FeatureImportance::feature));
        return importances;
    }
}
