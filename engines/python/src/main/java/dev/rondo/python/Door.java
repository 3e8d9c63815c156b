package dev.rondo.python;

import dev.rondo.base.Ids;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where a child connects: a Unix domain socket in a directory that only this user can enter, or
 * loopback where there are none. Only the child knows the token.
 */
final class Door implements AutoCloseable {
    private static final int MAX_TRIES = 10;

    private final Path directory;
    private final ServerSocketChannel listening;
    private final String address;
    private final String token = Ids.random();

    private Door(Path directory, ServerSocketChannel listening, String address) {
        this.directory = directory;
        this.listening = listening;
        this.address = address;
    }

    static Door open() throws IOException {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            var loopback = ServerSocketChannel.open();
            loopback.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            int port = ((InetSocketAddress) loopback.getLocalAddress()).getPort();
            return new Door(Files.createTempDirectory("rondo-python-"), loopback, "tcp:" + port);
        }
        var mine =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        var directory = Files.createTempDirectory("rondo-python-", mine);
        var socket = directory.resolve("socket");
        var listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listening.bind(UnixDomainSocketAddress.of(socket));
        return new Door(directory, listening, "unix:" + socket);
    }

    /** A directory that goes with the door. */
    Path directory() {
        return directory;
    }

    String address() {
        return address;
    }

    String token() {
        return token;
    }

    /** Waits for the child; fails when the door is closed meanwhile. */
    SocketChannel accept() throws IOException {
        for (int i = 0; i < MAX_TRIES; i++) {
            var channel = listening.accept();
            if (Message.read(channel).header().path("token").asText().equals(token)) {
                return channel;
            }
            channel.close();
        }
        throw new IOException("others than the child connect");
    }

    @Override
    public void close() {
        try {
            listening.close();
            try (var files = Files.list(directory)) {
                for (var file : files.toList()) {
                    Files.deleteIfExists(file);
                }
            }
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            // What is left of an empty socket does no harm.
        }
    }
}
