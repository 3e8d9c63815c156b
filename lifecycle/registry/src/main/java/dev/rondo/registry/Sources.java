package dev.rondo.registry;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.RondoException;
import dev.rondo.store.Db;
import dev.rondo.tracking.LoggedModel;
import dev.rondo.tracking.Tracking;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a version may be made of what its source names: files of the run or logged model
 * that the caller names too, or of another version, or files that lie outside our store.
 */
final class Sources {
    /** Schemes whose address names a host that a server would connect to. */
    private static final Set<String> HOSTS =
            Set.of(
                    "ftp",
                    "sftp",
                    "hdfs",
                    "viewfs",
                    "http",
                    "https",
                    "mlflow-artifacts",
                    "r2",
                    "b2",
                    "abfss");

    private static final String RUN = "run_id";
    private static final String MODEL = "model_id";

    /**
     * What a version is made of.
     *
     * @param source with aliases and stages replaced by the version that they name now
     * @param location where the files are
     * @param runId empty if no run is known
     */
    record Origin(String source, String location, String runId, @Nullable String modelId) {}

    private final Db db;
    private final Tracking tracking;
    private final References references;

    Sources(Db db, Tracking tracking, References references) {
        this.db = db;
        this.tracking = tracking;
        this.references = references;
    }

    Origin resolve(NewVersion wanted) {
        var source = wanted.source();
        Checks.length("source", source, Limits.SOURCE);
        refuseHost(source);
        var runId = wanted.runId() == null ? "" : wanted.runId();
        var modelId = wanted.modelId() == null ? "" : wanted.modelId();
        if (Prompts.isPrompt(wanted.tags())) {
            Prompts.checkSource(source);
            return new Origin(source, source, runId, null);
        }
        var uri = Uri.parse(source);
        var reference = uri.scheme().equals("models") ? reference(source, uri) : null;
        if (reference != null && !(reference instanceof References.Logged)) {
            return ofVersion(wanted, reference);
        }
        if (modelId.isEmpty()) {
            checkRun(source, uri, runId);
            return new Origin(source, source, runId, null);
        }
        return ofLoggedModel(source, uri, runId, modelId);
    }

    private static References.Reference reference(String source, Uri uri) {
        if (!uri.authority().isEmpty()) {
            throw invalid(source, "Registered model sources must use the active model registry.");
        }
        return References.parse(uri).orElseThrow(() -> mustIdentify(source, MODEL));
    }

    private Origin ofVersion(NewVersion wanted, References.Reference reference) {
        var source = wanted.source();
        var found = db.read(tx -> references.resolve(tx, source, reference));
        var version = found.version();
        var runId = wanted.runId();
        var modelId = wanted.modelId();
        boolean otherModel =
                modelId != null && !modelId.isEmpty() && !modelId.equals(version.modelId());
        if ((runId != null && !runId.equals(version.runId())) || otherModel) {
            throw invalid(
                    source,
                    "The run_id and model_id request parameters must match the referenced model version.");
        }
        return new Origin(
                "models:/" + version.reference(),
                found.location(),
                version.runId(),
                version.modelId());
    }

    private Origin ofLoggedModel(String source, Uri uri, String runId, String modelId) {
        boolean byId = checkModel(source, uri, modelId);
        var model = tracking.loggedModels().get(modelId);
        return new Origin(
                source,
                byId ? model.artifactUri() : source,
                runId.isEmpty() ? model.sourceRunId() : runId,
                modelId);
    }

    private void checkRun(String source, Uri uri, String runId) {
        if (uri.isLocal()) {
            if (!runId.isEmpty() && isLocalWithin(uri, runRoot(source, runId))) {
                return;
            }
            throw local(source, RUN);
        }
        refuseRelative(source);
        switch (uri.scheme()) {
            case "runs" -> {
                var run = uri.segments().isEmpty() ? "" : uri.segments().getFirst();
                if (!uri.authority().isEmpty() || run.isEmpty() || !run.equals(runId)) {
                    throw mustIdentify(source, RUN);
                }
            }
            case "models" -> throw mustIdentify(source, MODEL);
            case "mlflow-artifacts" -> {
                if (runId.isEmpty() || !uri.isWithin(Uri.parse(runRoot(source, runId)))) {
                    throw mustIdentify(source, RUN);
                }
            }
            default -> {
                // files outside our store belong to nobody whom we could ask
            }
        }
    }

    /** Returns whether the source names the logged model by its id. */
    private boolean checkModel(String source, Uri uri, String modelId) {
        if (uri.isLocal()) {
            if (isLocalWithin(uri, modelRoot(source, modelId))) {
                return false;
            }
            throw local(source, MODEL);
        }
        refuseRelative(source);
        return switch (uri.scheme()) {
            case "models" -> {
                if (!uri.segments().equals(List.of(modelId))) {
                    throw mustIdentify(source, MODEL);
                }
                yield true;
            }
            case "runs" -> throw mustIdentify(source, MODEL);
            case "mlflow-artifacts" -> {
                if (!uri.isWithin(Uri.parse(modelRoot(source, modelId)))) {
                    throw mustIdentify(source, MODEL);
                }
                yield false;
            }
            default -> false;
        };
    }

    private String runRoot(String source, String runId) {
        return known(source, RUN, () -> tracking.runs().get(runId).run().artifactUri());
    }

    private String modelRoot(String source, String modelId) {
        Supplier<LoggedModel> model = () -> tracking.loggedModels().get(modelId);
        return known(source, MODEL, () -> model.get().artifactUri());
    }

    private static String known(String source, String parameter, Supplier<String> root) {
        try {
            return root.get();
        } catch (RondoException e) {
            throw e.kind() == ErrorKind.NOT_FOUND ? mustIdentify(source, parameter) : e;
        }
    }

    private static boolean isLocalWithin(Uri uri, String root) {
        var folder = Uri.parse(root);
        return folder.isLocal()
                && new Uri("", "", Checks.normalized(uri.path()))
                        .isWithin(new Uri("", "", Checks.normalized(folder.path())));
    }

    private static void refuseHost(String source) {
        var uri = Uri.parse(source);
        boolean ourStore = uri.scheme().equals("mlflow-artifacts") && uri.authority().isEmpty();
        if (HOSTS.contains(uri.scheme()) && !ourStore) {
            throw RondoException.user(
                    "model.source",
                    "'source' cannot use the '%s' scheme: the '%1$s' scheme addresses a host other than the tracking server's configured artifact storage, so the server would connect to the host named in the URI."
                            .formatted(uri.scheme()));
        }
    }

    private static void refuseRelative(String source) {
        var plain = Uri.decoded(source, true);
        var path = Uri.parse(plain).path().replaceAll("/+$", "").replaceAll("/+", "/");
        boolean climbs = List.of(plain.split("/", -1)).contains("..");
        if (climbs
                || path.indexOf('\0') >= 0
                || !path.startsWith("/")
                || !path.equals(Checks.normalized(path))) {
            throw invalid(
                    source,
                    "If supplying a source as an http, https, local file path, ftp, objectstore, or mlflow-artifacts uri, an absolute path must be provided without relative path references present. Please provide an absolute path.");
        }
    }

    private static RondoException local(String source, String parameter) {
        return invalid(
                source,
                "To use a local path as a model version source, the %s request parameter has to be specified and the local path has to be contained within the artifact directory of the run specified by the %1$s."
                        .formatted(parameter));
    }

    private static RondoException mustIdentify(String source, String parameter) {
        return invalid(
                source,
                "The %s request parameter must identify the resource that contains the source."
                        .formatted(parameter));
    }

    static RondoException invalid(String source, String why) {
        return RondoException.user(
                "model.source",
                "Invalid model version source: '%s'. %s".formatted(Checks.shown(source), why));
    }
}
