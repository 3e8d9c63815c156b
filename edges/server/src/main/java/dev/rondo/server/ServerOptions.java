package dev.rondo.server;

import dev.rondo.base.RondoException;
import dev.rondo.journal.Durability;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a server is started.
 *
 * @param host the address to listen on
 * @param port the port; 0 for any free one
 * @param data the data directory: blobs, journal, and the SQLite database unless {@code database}
 *     names another
 * @param database a PostgreSQL URL; null for SQLite in the data directory
 * @param durability when a prediction's record counts as written (rule 8.2)
 * @param withoutAuthentication that something in front of the server guards it (rule 11.3)
 * @param mlflowPages the folder with MLflow's built pages; null to serve none
 */
public record ServerOptions(
        String host,
        int port,
        Path data,
        @Nullable String database,
        Durability durability,
        boolean withoutAuthentication,
        @Nullable Path mlflowPages) {
    public ServerOptions {
        checkPort(port);
        data = data.toAbsolutePath().normalize();
        refuseOpenDoor(host, withoutAuthentication);
    }

    /** On loopback, with embedded stores in {@code data}. */
    public static ServerOptions local(Path data, int port) {
        return new ServerOptions("127.0.0.1", port, data, null, Durability.PROCESS, false, null);
    }

    static void checkPort(int port) {
        if (port < 0 || port > 65_535) {
            throw RondoException.user("server.port", port + " is no port")
                    .next("choose 0 to 65535");
        }
    }

    /** Rule 11.3. */
    static void refuseOpenDoor(String host, boolean withoutAuthentication) {
        try {
            if (!InetAddress.getByName(host).isLoopbackAddress() && !withoutAuthentication) {
                throw RondoException.user("server.open_door", "refusing to listen on " + host)
                        .because(
                                "it is not a loopback address and this server has no authentication of its own yet")
                        .next(
                                "listen on 127.0.0.1, or add --no-auth if something in front of it guards it");
            }
        } catch (UnknownHostException e) {
            throw RondoException.user(
                            "server.host", "\"" + host + "\" is no address of this machine")
                    .next("give an address such as 127.0.0.1")
                    .causedBy(e);
        }
    }
}
