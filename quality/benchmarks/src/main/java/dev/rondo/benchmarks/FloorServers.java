package dev.rondo.benchmarks;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * Servers that give everyone the same short answer from one thread: what HTTP itself costs on this
 * machine.
 */
final class FloorServers {
    private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);
    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}"
                    .getBytes(StandardCharsets.UTF_8);

    private FloorServers() {}

    /** Takes which one, and as the last argument the port. */
    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[arguments.length - 1]);
        switch (arguments[0]) {
            case "nio" -> nio(port);
            case "netty" -> netty(port);
            case "vertx" -> vertx(port);
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    /** Java's own sockets on one thread, which looks for the end of the request and no further. */
    private static void nio(int port) throws IOException {
        var in = ByteBuffer.allocateDirect(64 << 10);
        var out = ByteBuffer.allocateDirect(ANSWER.length).put(ANSWER);
        try (var selector = Selector.open();
                var server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            server.configureBlocking(false).register(selector, SelectionKey.OP_ACCEPT);
            while (true) {
                selector.select(key -> {
                    try {
                        if (key.isAcceptable()) {
                            accept(server, selector);
                        } else {
                            answer((SocketChannel) key.channel(), in, out);
                        }
                    } catch (IOException e) {
                        key.cancel();
                    }
                });
            }
        }
    }

    private static void accept(ServerSocketChannel server, Selector selector) throws IOException {
        var client = server.accept();
        client.socket().setTcpNoDelay(true);
        client.configureBlocking(false).register(selector, SelectionKey.OP_READ);
    }

    private static void answer(SocketChannel client, ByteBuffer in, ByteBuffer out)
            throws IOException {
        int length = client.read(in.clear());
        if (length < 0) {
            client.close();
            return;
        }
        for (int i = 3; i < length; i++) {
            if (in.get(i) == '\n' && in.get(i - 2) == '\n') {
                client.write(out.rewind());
                return;
            }
        }
    }

    /** Netty with its HTTP codec and nothing else. */
    private static void netty(int port) throws InterruptedException {
        var loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        var bootstrap = new ServerBootstrap();
        var _ =
                bootstrap
                        .group(loops)
                        .channel(NioServerSocketChannel.class)
                        .childHandler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel channel) {
                                        channel.pipeline()
                                                .addLast(new HttpServerCodec(), new FixedAnswer());
                                    }
                                })
                        .bind(InetAddress.getLoopbackAddress(), port)
                        .sync();
    }

    private static final class FixedAnswer extends SimpleChannelInboundHandler<HttpObject> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
            if (message instanceof LastHttpContent) {
                var answer =
                        new DefaultFullHttpResponse(
                                HttpVersion.HTTP_1_1,
                                HttpResponseStatus.OK,
                                Unpooled.wrappedBuffer(BODY));
                answer.headers().set("content-type", "application/json").set("content-length", "2");
                var _ = context.write(answer);
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            context.flush();
        }
    }

    private static void vertx(int port) {
        Vertx.vertx()
                .createHttpServer()
                .requestHandler(request -> {
                    var response = request.response().putHeader("content-type", "application/json");
                    var _ = response.end("{}");
                })
                .listen(port, "127.0.0.1")
                .await();
    }
}
