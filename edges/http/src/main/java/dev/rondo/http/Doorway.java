package dev.rondo.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.vertx.core.impl.transports.NioTransport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Java's sockets as Vert.x uses them, with a {@link QuickDoor} in front of each connection. */
final class Doorway implements io.vertx.core.transport.Transport {
    private final QuickRoutes routes;

    Doorway(QuickRoutes routes) {
        this.routes = routes;
    }

    @Override
    public String name() {
        return "nio";
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
        return new Sockets();
    }

    private final class Sockets extends NioTransport {
        @Override
        public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
            return Accepting::new;
        }
    }

    private final class Accepting extends NioServerSocketChannel {
        @Override
        protected int doReadMessages(List<Object> accepted) throws Exception {
            int count = super.doReadMessages(accepted);
            if (count > 0) {
                ((Channel) accepted.getLast()).pipeline().addFirst(new QuickDoor(routes));
            }
            return count;
        }
    }
}
