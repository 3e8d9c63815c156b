package dev.rondo.server;

import dev.rondo.base.RondoException;
import dev.rondo.hosting.ControlMode;
import dev.rondo.hosting.HostingOptions;
import dev.rondo.python.PythonOptions;
import dev.rondo.wire.scoring.VertexRoutes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a server of model files is started.
 *
 * @param path a model file, an MLflow model directory or a model repository
 * @param name what to call the model where there is one; null for the name of its file or folder
 * @param control who decides which models are loaded
 * @param host the address to listen on
 * @param port the port for every protocol; 0 for any free one
 * @param grpcPort a second port, for gRPC; null for none
 * @param maxMessage the largest request and gRPC message in bytes
 * @param withoutAuthentication that something in front of the server guards it (rule 11.3)
 * @param vertex the routes that Vertex AI asks for; null outside its containers
 * @param hosting how models are hosted
 * @param configFile TensorFlow Serving's file of models; null for all models there are
 * @param edge what is done for requests of any protocol
 * @param python the interpreter for models that only Python can run; null for none
 * @param recording where and how predictions are recorded; null for no records
 */
public record ModelServerOptions(
        Path path,
        @Nullable String name,
        ControlMode control,
        String host,
        int port,
        @Nullable Integer grpcPort,
        int maxMessage,
        boolean withoutAuthentication,
        @Nullable VertexRoutes vertex,
        HostingOptions hosting,
        @Nullable Path configFile,
        EdgeOptions edge,
        @Nullable PythonOptions python,
        @Nullable RecordingOptions recording) {
    public static final int MAX_MESSAGE = 64 << 20;

    /** Where the contracts of KServe and SageMaker put a model. */
    private static final List<Path> USUAL_PLACES =
            List.of(Path.of("/mnt/models"), Path.of("/opt/ml/model"));

    public ModelServerOptions {
        ServerOptions.checkPort(port);
        if (grpcPort != null) {
            ServerOptions.checkPort(grpcPort);
        }
        if (maxMessage < 1 || maxMessage > 1 << 30) {
            throw RondoException.user("server.max_message", "a message cannot have that size")
                    .next("choose 1 byte to 1 GiB");
        }
        ServerOptions.refuseOpenDoor(host, withoutAuthentication);
    }

    /** The first of the places where containers get their model. */
    public static Path usualPlace() {
        return USUAL_PLACES.stream()
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() ->
                        RondoException.user("serve.no_path", "no model is named")
                                .because("and there is none in " + USUAL_PLACES)
                                .next(
                                        "name a model file, an MLflow model directory or a model repository"));
    }
}
