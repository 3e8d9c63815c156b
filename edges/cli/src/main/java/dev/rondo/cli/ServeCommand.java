package dev.rondo.cli;

import dev.rondo.hosting.ControlMode;
import dev.rondo.server.ModelDoors;
import dev.rondo.server.ModelPlace;
import dev.rondo.server.ModelServer;
import dev.rondo.server.ModelServerOptions;
import dev.rondo.server.RecordingOptions;
import dev.rondo.server.RondoServer;
import dev.rondo.wire.scoring.ContainerPort;
import dev.rondo.wire.scoring.VertexRoutes;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Serves model files to the clients of other servers until it is told to stop. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description =
                "Serve a model file, an MLflow model directory or a model repository over the protocols of other servers.",
        footer = {
            "",
            "Examples:",
            "  rondo serve model.json                        one model, named model",
            "  rondo serve model.ubj --name churn --port 9000",
            "  rondo serve models/                           NAME/VERSION/file; new versions appear",
            "  rondo serve models/ --data audit/             every prediction is recorded"
        })
final class ServeCommand implements Callable<Integer> {
    /** By which SageMaker tells a container that it is to hold several models. */
    private static final String MULTI_MODEL = "SAGEMAKER_MULTI_MODEL";

    /** By which it tells one of several containers of an endpoint its port. */
    private static final String BIND_TO_PORT = "SAGEMAKER_BIND_TO_PORT";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "0..1",
            paramLabel = "PATH",
            description =
                    "What to serve (default: /mnt/models or /opt/ml/model, where containers get their model).")
    private @Nullable Path path;

    @Option(
            names = "--name",
            description = "Name of the model (default: that of its file or folder).")
    private @Nullable String name;

    @Option(
            names = "--host",
            description =
                    "Address to listen on (default: 127.0.0.1, or 0.0.0.0 in a container that was given its model).")
    private @Nullable String host;

    @Option(
            names = "--port",
            description =
                    "Port for HTTP and gRPC; 0 for any free one (default: 8080, or what AIP_HTTP_PORT or SAGEMAKER_BIND_TO_PORT says).")
    private @Nullable Integer port;

    @Option(names = "--grpc-port", paramLabel = "PORT", description = "A second port, for gRPC.")
    private @Nullable Integer grpcPort;

    @Option(
            names = "--model-control",
            paramLabel = "MODE",
            defaultValue = "poll",
            description =
                    "Who decides what is loaded: none, poll (what changes on disk) or explicit (requests only) (default: ${DEFAULT-VALUE}).")
    private ControlMode control = ControlMode.POLL;

    @Option(
            names = "--max-message",
            paramLabel = "BYTES",
            defaultValue = "67108864",
            description = "Largest request, also when unpacked (default: 64 MiB).")
    private int maxMessage;

    @Mixin private HostingMixin hosting = new HostingMixin();

    @Mixin private EdgeMixin edge = new EdgeMixin();

    @Mixin private PythonMixin python = new PythonMixin();

    @Mixin private RecordingMixin recording = new RecordingMixin();

    @Option(
            names = "--no-auth",
            description =
                    "Something in front of this server guards it; needed to listen beyond loopback.")
    private boolean withoutAuthentication;

    @Override
    public Integer call() throws InterruptedException {
        var options = options();
        var server = ModelServer.start(options);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "shutdown"));
        spec.commandLine().getErr().println(greeting(options, server));
        new CountDownLatch(1).await();
        return 0;
    }

    private static int toldPort() {
        return ContainerPort.of(System.getenv(), BIND_TO_PORT);
    }

    /**
     * Rule 11.3: the contracts of containers, by whose places or variables one is known, imply that
     * something in front guards the server.
     */
    ModelServerOptions options() {
        var vertex = VertexRoutes.of(System.getenv());
        boolean container = path == null || vertex.isPresent();
        var address = host != null ? host : container ? "0.0.0.0" : "127.0.0.1";
        int door =
                port != null
                        ? port
                        : vertex.map(VertexRoutes::port).orElseGet(ServeCommand::toldPort);
        boolean multiModel = "true".equalsIgnoreCase(System.getenv(MULTI_MODEL));
        return new ModelServerOptions(
                new ModelPlace(
                        path != null ? path : ModelPlace.usual(multiModel),
                        multiModel,
                        name,
                        control,
                        hosting.configFile),
                new ModelDoors(
                        address,
                        door,
                        grpcPort,
                        maxMessage,
                        withoutAuthentication || container,
                        vertex.orElse(null),
                        edge.options()),
                hosting.options(),
                python.options(),
                recording.options());
    }

    /** What is said when it serves. */
    static String greeting(ModelServerOptions options, ModelServer server) {
        var second = server.grpcPort() == null ? "" : ", gRPC also on port " + server.grpcPort();
        return "rondo "
                + RondoServer.VERSION
                + " serves "
                + options.place().path()
                + " ("
                + server.readyModels()
                + " ready) at http://"
                + options.doors().host()
                + ":"
                + server.port()
                + second
                + recorded(options.recording())
                + "; Ctrl-C stops it";
    }

    private static String recorded(@Nullable RecordingOptions recording) {
        return recording == null
                ? ""
                : ", every prediction recorded in "
                        + recording.data()
                        + " (durability "
                        + recording.durability().name().toLowerCase(Locale.ROOT)
                        + ")";
    }
}
