package dev.rondo.server;

import dev.rondo.base.RondoException;
import dev.rondo.wire.scoring.VertexRoutes;
import org.jspecify.annotations.Nullable;

/**
 * Where and how a server of model files is reached.
 *
 * @param host the address to listen on
 * @param port the port for every protocol; 0 for any free one
 * @param grpcPort a second port, for gRPC; null for none
 * @param maxMessage the largest request and gRPC message in bytes
 * @param withoutAuthentication that something in front of the server guards it (rule 11.3)
 * @param vertex the routes that Vertex AI asks for; null outside its containers
 * @param edge what is done for requests of any protocol
 */
public record ModelDoors(
        String host,
        int port,
        @Nullable Integer grpcPort,
        int maxMessage,
        boolean withoutAuthentication,
        @Nullable VertexRoutes vertex,
        EdgeOptions edge) {
    public static final int MAX_MESSAGE = 64 << 20;

    /** Any free port, for this machine only. */
    public static final ModelDoors LOCAL =
            new ModelDoors("127.0.0.1", 0, null, MAX_MESSAGE, false, null, EdgeOptions.NONE);

    public ModelDoors {
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
}
