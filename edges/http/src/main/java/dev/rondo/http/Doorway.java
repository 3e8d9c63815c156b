package dev.rondo.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.vertx.core.impl.transports.EpollTransport;
import io.vertx.core.impl.transports.NioTransport;
import org.jspecify.annotations.Nullable;

/**
 * Sockets as Vert.x uses them, with a {@link QuickDoor} in front of each connection: Linux's own
 * through Netty's library, which cost less, and Java's where that library cannot be loaded.
 */
final class Doorway implements io.vertx.core.transport.Transport {
    private final QuickRoutes routes;
    private final QuickCalls calls;

    Doorway(QuickRoutes routes, QuickCalls calls) {
        this.routes = routes;
        this.calls = calls;
    }

    @Override
    public String name() {
        return Epoll.isAvailable() ? "epoll" : "nio";
    }

    @Override
    public boolean available() {
        return true;
    }

    @Override
    public @Nullable Throwable unavailabilityCause() {
        return null;
    }

    @Override
    public io.vertx.core.spi.transport.Transport implementation() {
        return Epoll.isAvailable() ? new LinuxSockets() : new JavaSockets();
    }

    private final class LinuxSockets extends EpollTransport {
        @Override
        public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
            return withDoors(super.serverChannelFactory(domainSocket));
        }
    }

    private final class JavaSockets extends NioTransport {
        @Override
        public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
            return withDoors(super.serverChannelFactory(domainSocket));
        }
    }

    private ChannelFactory<ServerChannel> withDoors(
            ChannelFactory<? extends ServerChannel> servers) {
        return () -> {
            var server = servers.newChannel();
            server.pipeline().addFirst(new Doors());
            return server;
        };
    }

    /** What a server's channel reads are connections, which nobody has seen yet. */
    private final class Doors extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object connection) {
            ((Channel) connection).pipeline().addFirst(new QuickDoor(routes, calls));
            context.fireChannelRead(connection);
        }
    }
}
