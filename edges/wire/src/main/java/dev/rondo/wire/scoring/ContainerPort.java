package dev.rondo.wire.scoring;

import dev.rondo.base.RondoException;
import java.util.Map;

/** The port that a container is told by an environment variable. */
public final class ContainerPort {
    private static final int USUAL_PORT = 8080;
    private static final int LAST_PORT = 65_535;

    private ContainerPort() {}

    /**
     * The port that the variable names, or 8080 where it is not set.
     *
     * @throws RondoException of kind USER {@code serve.port} if it names none
     */
    public static int of(Map<String, String> environment, String variable) {
        var text = environment.get(variable);
        if (text == null) {
            return USUAL_PORT;
        }
        try {
            int port = Integer.parseInt(text);
            if (port >= 1 && port <= LAST_PORT) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Refused below, as a number out of range is.
        }
        throw RondoException.user("serve.port", variable + " is no port")
                .at(variable + "=" + text)
                .next("set it to a number from 1 to 65535, or leave it out for " + USUAL_PORT);
    }
}
