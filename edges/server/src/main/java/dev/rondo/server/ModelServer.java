package dev.rondo.server;

import dev.rondo.base.RondoException;
import dev.rondo.hosting.AddedModels;
import dev.rondo.hosting.ControlMode;
import dev.rondo.hosting.ModelRepository;
import dev.rondo.hosting.ModelSource;
import dev.rondo.hosting.ModelState;
import dev.rondo.hosting.VersionStatus;
import dev.rondo.http.Http;
import dev.rondo.journal.FileLayer;
import dev.rondo.wire.mlflow.MlflowRoutes;
import dev.rondo.wire.oip.OipRoutes;
import dev.rondo.wire.reflection.ReflectionGrpc;
import dev.rondo.wire.scoring.MultiModelRoutes;
import dev.rondo.wire.scoring.ScoringRoutes;
import dev.rondo.wire.shared.ErrorText;
import dev.rondo.wire.tfserving.ModelConfigFile;
import dev.rondo.wire.tfserving.TfServingGrpc;
import dev.rondo.wire.v1.V1Routes;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A server of model files for the wire protocols: the composition root of {@code rondo serve}. It
 * needs a data directory only to record what it answers.
 *
 * <pre>{@code
 * try (var server = ModelServer.start(options)) {
 *     System.out.println("listening on port " + server.port());
 * }
 * }</pre>
 */
public final class ModelServer implements AutoCloseable {
    private static final String PATHS = "docs/guide/serve.md";

    private final ModelRepository models;
    private final @Nullable Recording recording;
    private final Http http;
    private final CompletableFuture<Void> loaded;
    private int port;
    private @Nullable Integer grpcPort;

    private ModelServer(
            ModelRepository models,
            @Nullable Recording recording,
            Http http,
            CompletableFuture<Void> loaded) {
        this.models = models;
        this.recording = recording;
        this.http = http;
        this.loaded = loaded;
    }

    /**
     * Listens and loads the models; returns when each is ready or known to be unavailable.
     *
     * @throws RondoException that says what keeps it from starting
     */
    public static ModelServer start(ModelServerOptions options) {
        return start(options, FileLayer.real());
    }

    /**
     * As {@link #start(ModelServerOptions)}.
     *
     * @param files under the journal, if there is one
     */
    static ModelServer start(ModelServerOptions options, FileLayer files) {
        var place = options.place();
        var added =
                place.multiModel()
                        ? new AddedModels(place.path(), options.hosting().maxLoaded())
                        : null;
        var source = added == null ? ModelSource.at(place.path(), place.name()) : added;
        var deadlines = new CallerDeadlines();
        var where = options.recording();
        var recording = where == null ? null : Recording.open(where, files, deadlines);
        var models =
                new ModelRepository(
                        source,
                        new ServedModels(options.python()),
                        added == null ? place.control() : ControlMode.EXPLICIT,
                        options.hosting(),
                        recording == null ? deadlines : recording.recorder());
        var doors = options.doors();
        var loaded = loading(models, place.configFile());
        var http = new Http(ErrorText::render, doors.edge().http(doors.maxMessage(), PATHS));
        var server = new ModelServer(models, recording, http, loaded);
        try {
            if (added != null) {
                new MultiModelRoutes(added, models).addTo(http);
            }
            server.begin(options);
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** Beside the door's opening, which takes as long as a usual model. */
    private static CompletableFuture<Void> loading(ModelRepository models, @Nullable Path rules) {
        return CompletableFuture.runAsync(
                () -> models.start(rules == null ? null : ModelConfigFile.read(rules)),
                work -> Thread.ofPlatform().name("models-start").start(work));
    }

    private void begin(ModelServerOptions options) {
        new OipRoutes(models, RondoServer.VERSION).addTo(http);
        new V1Routes(models).addTo(http);
        new TfServingGrpc(models).addTo(http);
        new ReflectionGrpc().addTo(http);
        new ScoringRoutes(models, MlflowRoutes.VERSION).addTo(http);
        metrics().mount(http);
        var doors = options.doors();
        if (doors.vertex() != null) {
            doors.vertex().addTo(http, models);
        }
        port = http.listen(doors.host(), doors.port());
        if (doors.grpcPort() != null) {
            grpcPort = http.listen(doors.host(), doors.grpcPort());
        }
        awaitModels();
    }

    /** Throws what keeps the models from being served as it was thrown. */
    private void awaitModels() {
        try {
            loaded.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private MetricsRoute metrics() {
        var hosting = new HostingMetrics(models);
        return recording == null
                ? new MetricsRoute(hosting)
                : new MetricsRoute(hosting, recording.recorder()::metrics);
    }

    public int port() {
        return port;
    }

    /** The second port; null where there is none. */
    public @Nullable Integer grpcPort() {
        return grpcPort;
    }

    /** How many models can be asked now. */
    public long readyModels() {
        return models.index().stream()
                .filter(each -> each.state() == ModelState.READY)
                .map(VersionStatus::name)
                .distinct()
                .count();
    }

    /** Answers what is under way, then closes the models, then what records them. */
    @Override
    public void close() {
        http.close();
        // Where the door could not open, models are still on their way, and would never be closed.
        loaded.exceptionally(_ -> null).join();
        models.close();
        if (recording != null) {
            recording.close();
        }
    }
}
