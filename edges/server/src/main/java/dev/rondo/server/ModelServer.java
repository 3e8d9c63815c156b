package dev.rondo.server;

import dev.rondo.base.RondoException;
import dev.rondo.hosting.ModelRepository;
import dev.rondo.hosting.ModelSource;
import dev.rondo.hosting.ModelState;
import dev.rondo.hosting.VersionStatus;
import dev.rondo.http.Http;
import dev.rondo.wire.mlflow.MlflowRoutes;
import dev.rondo.wire.oip.OipRoutes;
import dev.rondo.wire.scoring.ScoringRoutes;
import dev.rondo.wire.shared.ErrorText;
import dev.rondo.wire.tfserving.ModelConfigFile;
import dev.rondo.wire.tfserving.TfServingGrpc;
import dev.rondo.wire.v1.V1Routes;
import org.jspecify.annotations.Nullable;

/**
 * A server of model files for the wire protocols, without a data directory: the composition root of
 * {@code rondo serve}.
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
    private final Http http;
    private int port;
    private @Nullable Integer grpcPort;

    private ModelServer(ModelRepository models, Http http) {
        this.models = models;
        this.http = http;
    }

    /**
     * Listens, then loads the models; returns when each is ready or known to be unavailable.
     *
     * @throws RondoException that says what keeps it from starting
     */
    public static ModelServer start(ModelServerOptions options) {
        var source = ModelSource.at(options.path(), options.name());
        var models =
                new ModelRepository(
                        source,
                        new ServedModels(options.python()),
                        options.control(),
                        options.hosting());
        var http = new Http(ErrorText::render, options.edge().http(options.maxMessage(), PATHS));
        var server = new ModelServer(models, http);
        try {
            server.begin(options);
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private void begin(ModelServerOptions options) {
        var timed = new TimedModels(models);
        new OipRoutes(timed, RondoServer.VERSION).addTo(http);
        new V1Routes(timed).addTo(http);
        new TfServingGrpc(timed).addTo(http);
        new ScoringRoutes(timed, MlflowRoutes.VERSION).addTo(http);
        new MetricsRoute(new HostingMetrics(models)).mount(http);
        if (options.vertex() != null) {
            options.vertex().addTo(http, timed);
        }
        port = http.listen(options.host(), options.port());
        if (options.grpcPort() != null) {
            grpcPort = http.listen(options.host(), options.grpcPort());
        }
        var file = options.configFile();
        models.start(file == null ? null : ModelConfigFile.read(file));
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

    /** Answers what is under way, then closes the models. */
    @Override
    public void close() {
        http.close();
        models.close();
    }
}
