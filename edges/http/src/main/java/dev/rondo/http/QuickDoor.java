package dev.rondo.http;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import org.jspecify.annotations.Nullable;

/**
 * Answers plain requests for quick routes from their bytes. Any other is passed on to Vert.x, whole
 * and in its turn. From the first bytes on that it does not understand (chunks, anything odd) it
 * passes on everything and is gone; HTTP/2 has a {@link GrpcDoor} in its place.
 */
final class QuickDoor extends Door {
    /** A larger head is left to Vert.x. */
    private static final int LONGEST_HEAD = 8 << 10;

    private final QuickRoutes routes;
    private final QuickCalls calls;
    private boolean held;
    private @Nullable RequestHead lastHead;
    private QuickRoutes.@Nullable Target lastTarget;

    QuickDoor(QuickRoutes routes, QuickCalls calls) {
        super(routes.share(), 0);
        this.routes = routes;
        this.calls = calls;
    }

    @Override
    int step(ChannelHandlerContext context, byte[] bytes, int at) {
        int end = RequestHead.end(bytes, at);
        if (end < 0) {
            return bytes.length - at <= LONGEST_HEAD && RequestHead.mayBecomePlain(bytes, at)
                    ? await(context, bytes, at)
                    : leave(context, bytes, at);
        }
        var head = RequestHead.read(bytes, at, end);
        if (head == null) {
            return leave(context, bytes, at);
        }
        var order = turns(context);
        var target =
                head.simple() && end - at <= LONGEST_HEAD && order.done() ? target(head) : null;
        if (target == null || !routes.immediate(target, head)) {
            order.passOn();
            return passOn(context, bytes, at, end - at + head.length());
        }
        if (bytes.length - end < head.length()) {
            return await(context, bytes, at);
        }
        if (!context.channel().isWritable()) {
            held = true;
            context.channel().config().setAutoRead(false);
            return await(context, bytes, at);
        }
        order.serve();
        return answer(context, target, head);
    }

    private int leave(ChannelHandlerContext context, byte[] bytes, int at) {
        if (turns(context).unused() && GrpcDoor.opens(bytes, at)) {
            context.pipeline().addAfter(context.name(), null, new GrpcDoor(calls));
        }
        return retire(context, bytes, at);
    }

    /** Most connections ask for the same again and again. */
    private QuickRoutes.@Nullable Target target(RequestHead head) {
        if (lastHead == null || !lastHead.sameTarget(head)) {
            lastTarget = routes.find(head);
            lastHead = head;
        }
        return lastTarget;
    }

    private int answer(ChannelHandlerContext context, QuickRoutes.Target target, RequestHead head) {
        var reply = routes.answer(target, head);
        var bytes = QuickReply.encode(context.alloc(), reply);
        if (QuickReply.closes(reply)) {
            var _ = context.writeAndFlush(bytes).addListener(ChannelFutureListener.CLOSE);
            return STOP;
        }
        write(context, bytes);
        return head.end() + (int) head.length();
    }

    /** Goes on where a client that did not read its answers made it stop. */
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (held && context.channel().isWritable()) {
            held = false;
            goOn(context);
            if (!held) {
                context.channel().config().setAutoRead(true);
            }
        }
        context.fireChannelWritabilityChanged();
    }
}
