package dev.rondo.http;

import dev.rondo.base.RondoException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The first to see what comes on a connection, which answers some of it and passes on the rest to
 * Vert.x as it came. Used by one event loop only.
 */
abstract class Door extends ChannelInboundHandlerAdapter {
    /** Nothing more can be taken from what has come. */
    static final int STOP = -1;

    private static final byte[] NOTHING = {};

    private final Memory.Share share;
    private @Nullable Turns turns;

    /** What has come of something that is not whole, or that cannot be answered yet. */
    private byte[] waiting = NOTHING;

    /** How many bytes are still to be passed on, whatever they are. */
    private long passing;

    private boolean written;
    private boolean passed;

    Door(Memory.Share share, long passing) {
        this.share = share;
        this.passing = passing;
    }

    /** Deals with what begins there, and returns where the next thing does, or {@link #STOP}. */
    abstract int step(ChannelHandlerContext context, byte[] bytes, int at);

    @Override
    public final void channelRead(ChannelHandlerContext context, Object message) {
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
        var before = waited();
        var all = Arrays.copyOf(before, before.length + piece.readableBytes());
        piece.readBytes(all, before.length, all.length - before.length);
        return all;
    }

    private byte[] waited() {
        var bytes = waiting;
        if (bytes.length > 0) {
            waiting = NOTHING;
            share.close();
        }
        return bytes;
    }

    private void take(ChannelHandlerContext context, byte[] bytes) {
        for (int at = 0; at != STOP && at < bytes.length; ) {
            at = step(context, bytes, at);
        }
    }

    /** Deals with what was left waiting, though nothing has come. */
    final void goOn(ChannelHandlerContext context) {
        take(context, waited());
        flush(context);
    }

    /** What there is from there on is looked at when more has come. */
    final int await(ChannelHandlerContext context, byte[] bytes, int at) {
        try {
            share.grow(bytes.length - at);
        } catch (RondoException e) {
            return retire(context, bytes, at);
        }
        waiting = Arrays.copyOfRange(bytes, at, bytes.length);
        return STOP;
    }

    /** Passes on so many bytes, some of which may still have to come; returns where they end. */
    final int passOn(ChannelHandlerContext context, byte[] bytes, int at, long length) {
        int here = (int) Math.min(length, bytes.length - at);
        passing = length - here;
        passOn(context, Unpooled.wrappedBuffer(bytes, at, here));
        return at + here;
    }

    /** Is gone, and passes on what there is from there on. */
    final int retire(ChannelHandlerContext context, byte[] bytes, int at) {
        context.pipeline().remove(this);
        if (turns != null) {
            context.pipeline().remove(turns);
        }
        passOn(context, Unpooled.wrappedBuffer(bytes, at, bytes.length - at));
        return STOP;
    }

    /** What stands before Vert.x on this connection. */
    final Turns turns(ChannelHandlerContext context) {
        var there = turns;
        if (there == null) {
            there = new Turns();
            context.pipeline().addBefore("handler", null, there);
            turns = there;
        }
        return there;
    }

    /** To be sent with everything else that was written in this turn of the event loop. */
    final void write(ChannelHandlerContext context, ByteBuf bytes) {
        var _ = context.write(bytes, context.voidPromise());
        written = true;
    }

    private void flush(ChannelHandlerContext context) {
        if (written) {
            written = false;
            context.flush();
        }
    }

    @Override
    public final void channelReadComplete(ChannelHandlerContext context) {
        flush(context);
        if (passed) {
            passed = false;
            context.fireChannelReadComplete();
        }
    }

    @Override
    public final void handlerRemoved(ChannelHandlerContext context) {
        share.close();
        flush(context);
    }
}
