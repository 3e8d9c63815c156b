package dev.rondo.http;

import dev.rondo.base.RondoException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The first to see what comes on a connection. A plain request for a quick route is answered here,
 * from the bytes as they came; any other is passed on to Vert.x, whole and in its turn. From the
 * first bytes on that it does not understand (HTTP/2, chunks, anything odd) it passes on everything
 * and is gone. Used by one event loop only.
 */
final class QuickDoor extends ChannelInboundHandlerAdapter {
    /** A larger head is left to Vert.x. */
    private static final int LONGEST_HEAD = 8 << 10;

    /** Nothing more can be taken from what has come. */
    private static final int STOP = -1;

    private static final byte[] NOTHING = {};

    private final QuickRoutes routes;
    private final QuickCalls calls;
    private final Memory.Share share;
    private @Nullable Turns turns;

    /** What has come of a request that is not whole, or that cannot be answered yet. */
    private byte[] waiting = NOTHING;

    /** How much of a body is still to be passed on. */
    private long passing;

    private boolean written;
    private boolean passed;
    private boolean held;
    private @Nullable RequestHead lastHead;
    private QuickRoutes.@Nullable Target lastTarget;

    QuickDoor(QuickRoutes routes, QuickCalls calls) {
        this.routes = routes;
        this.calls = calls;
        this.share = routes.share();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        var piece = (ByteBuf) message;
        if (passing >= piece.readableBytes()) {
            passing -= piece.readableBytes();
            passOn(context, piece);
            return;
        }
        try {
            if (passing > 0) {
                passOn(context, piece.readRetainedSlice((int) passing));
                passing = 0;
            }
            take(context, joined(piece));
        } finally {
            piece.release();
        }
    }

    private void passOn(ChannelHandlerContext context, ByteBuf bytes) {
        passed = true;
        context.fireChannelRead(bytes);
    }

    private byte[] joined(ByteBuf piece) {
        int length = waiting.length;
        var all = Arrays.copyOf(waiting, length + piece.readableBytes());
        piece.readBytes(all, length, all.length - length);
        if (length > 0) {
            waiting = NOTHING;
            share.close();
        }
        return all;
    }

    private void take(ChannelHandlerContext context, byte[] bytes) {
        var order = turns == null ? Turns.addTo(context.pipeline()) : turns;
        turns = order;
        for (int at = 0; at != STOP && at < bytes.length; ) {
            at = step(context, order, bytes, at);
        }
    }

    /** Deals with the request that begins there, and returns where the next one does. */
    private int step(ChannelHandlerContext context, Turns order, byte[] bytes, int at) {
        int end = RequestHead.end(bytes, at);
        if (end < 0) {
            return bytes.length - at <= LONGEST_HEAD && RequestHead.mayBecomePlain(bytes, at)
                    ? await(context, bytes, at)
                    : retire(context, bytes, at);
        }
        var head = RequestHead.read(bytes, at, end);
        if (head == null) {
            return retire(context, bytes, at);
        }
        var target =
                head.simple() && end - at <= LONGEST_HEAD && order.done() ? target(head) : null;
        if (target == null || !routes.immediate(target, head)) {
            order.passOn();
            return passOn(context, bytes, at, head);
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

    /** Most connections ask for the same again and again. */
    private QuickRoutes.@Nullable Target target(RequestHead head) {
        if (lastHead == null || !lastHead.sameTarget(head)) {
            lastTarget = routes.find(head);
            lastHead = head;
        }
        return lastTarget;
    }

    private int await(ChannelHandlerContext context, byte[] bytes, int at) {
        try {
            share.grow(bytes.length - at);
        } catch (RondoException e) {
            return retire(context, bytes, at);
        }
        waiting = Arrays.copyOfRange(bytes, at, bytes.length);
        return STOP;
    }

    private int retire(ChannelHandlerContext context, byte[] bytes, int at) {
        if (turns != null && turns.unused() && GrpcDoor.opens(bytes, at)) {
            context.pipeline().addAfter(context.name(), null, new GrpcDoor(calls));
        }
        context.pipeline().remove(this);
        if (turns != null) {
            context.pipeline().remove(turns);
        }
        passOn(context, Unpooled.wrappedBuffer(bytes, at, bytes.length - at));
        return STOP;
    }

    private int passOn(ChannelHandlerContext context, byte[] bytes, int at, RequestHead head) {
        long next = head.end() + head.length();
        int here = (int) Math.min(next, bytes.length);
        passing = next - here;
        passOn(context, Unpooled.wrappedBuffer(bytes, at, here - at));
        return here;
    }

    private int answer(ChannelHandlerContext context, QuickRoutes.Target target, RequestHead head) {
        var reply = routes.answer(target, head);
        var bytes = QuickReply.encode(context.alloc(), reply);
        if (QuickReply.closes(reply)) {
            var _ = context.writeAndFlush(bytes).addListener(ChannelFutureListener.CLOSE);
            return STOP;
        }
        var _ = context.write(bytes, context.voidPromise());
        written = true;
        return head.end() + (int) head.length();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        flush(context);
        if (passed) {
            passed = false;
            context.fireChannelReadComplete();
        }
    }

    private void flush(ChannelHandlerContext context) {
        if (written) {
            written = false;
            context.flush();
        }
    }

    /** Goes on where a client that did not read its answers made it stop. */
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (held && context.channel().isWritable()) {
            held = false;
            var bytes = waiting;
            waiting = NOTHING;
            share.close();
            take(context, bytes);
            flush(context);
            if (!held) {
                context.channel().config().setAutoRead(true);
            }
        }
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        share.close();
        if (written) {
            context.flush();
        }
    }
}
