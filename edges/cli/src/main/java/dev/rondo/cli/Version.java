package dev.rondo.cli;

import dev.rondo.server.RondoServer;
import picocli.CommandLine.IVersionProvider;

/** What `rondo --version` prints. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"rondo " + RondoServer.VERSION};
    }
}
