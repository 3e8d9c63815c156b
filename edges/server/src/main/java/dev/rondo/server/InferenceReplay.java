package dev.rondo.server;

import dev.rondo.base.RondoException;
import dev.rondo.hosting.ControlMode;
import dev.rondo.hosting.HostingOptions;
import dev.rondo.hosting.InferenceInterceptor;
import dev.rondo.hosting.ModelInUse;
import dev.rondo.hosting.ModelRepository;
import dev.rondo.hosting.ModelSource;
import dev.rondo.hosting.ModelState;
import dev.rondo.hosting.VersionStatus;
import dev.rondo.inference.InferenceOptions;
import dev.rondo.inference.InferenceRecord;
import dev.rondo.inference.Tensor;
import dev.rondo.inference.TensorDifference;
import dev.rondo.inference.TensorModel;
import dev.rondo.python.PythonOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Computes recorded answers again with model files of the same content, wherever these lie now
 * (rule 8.5).
 */
public final class InferenceReplay implements AutoCloseable {
    private static final int MAX_DIFFERENCES = 20;

    /** Nothing is recorded; but a version is found by its digest. */
    private static final InferenceInterceptor DIGESTS =
            new InferenceInterceptor() {
                @Override
                public List<Tensor> infer(
                        ModelInUse use,
                        TensorModel model,
                        List<Tensor> inputs,
                        InferenceOptions options) {
                    return model.infer(inputs, options);
                }

                @Override
                public boolean records() {
                    return true;
                }
            };

    /**
     * How it went.
     *
     * @param records how many answers were computed again, or should have been
     * @param failed recorded failures, which are not
     * @param differences the first ones
     */
    public record Report(
            long records, long equal, long different, long failed, List<Difference> differences) {
        public Report {
            differences = List.copyOf(differences);
        }
    }

    /** An answer that is another one now, or that there is no model for. */
    public record Difference(String predictionId, String model, String version, String what) {}

    private final ModelRepository models;
    private final Map<String, VersionStatus> byDigest = new HashMap<>();
    private final List<Difference> differences = new ArrayList<>();
    private long equal;
    private long different;
    private long failed;

    /**
     * Loads every version that lies there.
     *
     * @param path what {@code rondo serve} takes
     * @param python the interpreter for models that only Python can run; null for none
     * @throws RondoException that says what is wrong with the path, or the only model
     */
    public InferenceReplay(Path path, @Nullable PythonOptions python) {
        models =
                new ModelRepository(
                        ModelSource.at(path, null),
                        new ServedModels(python),
                        ControlMode.NONE,
                        HostingOptions.STANDARD,
                        DIGESTS);
        try {
            models.start();
            models.index().stream()
                    .filter(version -> version.state() == ModelState.READY)
                    .forEach(this::remember);
        } catch (RuntimeException e) {
            models.close();
            throw e;
        }
    }

    private void remember(VersionStatus version) {
        try (var use = models.use(version.name(), version.version())) {
            byDigest.put(use.digest(), version);
        }
    }

    /** Computes an answer again. */
    public void take(InferenceRecord record) {
        if (!record.ok()) {
            failed++;
            return;
        }
        var what = difference(record);
        if (what == null) {
            equal++;
            return;
        }
        different++;
        if (differences.size() < MAX_DIFFERENCES) {
            differences.add(new Difference(record.id(), record.model(), record.version(), what));
        }
    }

    private @Nullable String difference(InferenceRecord record) {
        var version = byDigest.get(record.modelDigest());
        if (version == null) {
            return "there is no model of the digest " + record.modelDigest();
        }
        try (var use = models.use(version.name(), version.version())) {
            var again = use.infer(record.inputs(), record.options());
            return new TensorDifference(record.tolerance()).between(record.outputs(), again);
        } catch (RondoException e) {
            return "again " + e.getMessage();
        }
    }

    public Report report() {
        return new Report(equal + different, equal, different, failed, differences);
    }

    @Override
    public void close() {
        models.close();
    }
}
