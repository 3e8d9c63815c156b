package dev.rondo.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The first to see what comes on a connection of HTTP/2. A call of gRPC that is whole, small and
 * for a method that answers at once is answered here; the frames of everything else are passed on
 * to Vert.x as they came. It never refuses anything, and from the first frame on that is out of
 * bounds it is gone. Used by one event loop only.
 */
final class GrpcDoor extends ChannelInboundHandlerAdapter {
    private static final byte[] PREFACE =
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /** Larger headers are left to Vert.x. */
    private static final int LARGEST_HEADERS = 8 << 10;

    /** An answer that weighs more is left to Vert.x, which waits until the client allows it. */
    private static final int HEAVIEST_ANSWER = 16 << 10;

    /** Nothing more can be taken from what has come. */
    private static final int STOP = -1;

    private static final byte[] NOTHING = {};

    private final QuickCalls calls;
    private final Http2Terms terms = new Http2Terms();

    /** What has come of frames that are not whole; less than a few of them. */
    private byte[] waiting = NOTHING;

    /** How much of the preface or of a frame is still to be passed on. */
    private int passing = PREFACE.length;

    /** The last streams that were begun, and begun and passed on. */
    private int lastStream;

    private int lastPassed;
    private boolean written;
    private boolean passed;
    private @Nullable Turns turns;
    private @Nullable Http2Windows windows;
    private @Nullable CallHead lastHead;
    private QuickCalls.@Nullable Target lastTarget;

    GrpcDoor(QuickCalls calls) {
        this.calls = calls;
    }

    /** Whether a connection that begins with these bytes is one of HTTP/2. */
    static boolean opens(byte[] bytes, int from) {
        int length = Math.min(bytes.length - from, PREFACE.length);
        return Arrays.equals(bytes, from, from + length, PREFACE, 0, length);
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
                passOn(context, piece.readRetainedSlice(passing));
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
        waiting = NOTHING;
        return all;
    }

    private void take(ChannelHandlerContext context, byte[] bytes) {
        for (int at = 0; at != STOP && at < bytes.length; ) {
            at = step(context, bytes, at);
        }
    }

    /** Deals with the frame that begins there, and returns where the next one does. */
    private int step(ChannelHandlerContext context, byte[] bytes, int at) {
        var frame = Http2Frame.read(bytes, at);
        if (frame == null) {
            return await(bytes, at);
        }
        if (frame.length() > Http2Frame.LARGEST) {
            return retire(context, bytes, at);
        }
        return switch (frame.type()) {
            case Http2Frame.HEADERS -> headers(context, bytes, frame);
            case Http2Frame.SETTINGS, Http2Frame.WINDOW_UPDATE, Http2Frame.RESET ->
                    frame.within(bytes) ? control(context, bytes, frame) : await(bytes, at);
            default -> passOn(context, bytes, frame);
        };
    }

    private int await(byte[] bytes, int at) {
        waiting = Arrays.copyOfRange(bytes, at, bytes.length);
        return STOP;
    }

    private int retire(ChannelHandlerContext context, byte[] bytes, int at) {
        context.pipeline().remove(this);
        if (turns != null) {
            context.pipeline().remove(turns);
        }
        passOn(context, Unpooled.wrappedBuffer(bytes, at, bytes.length - at));
        return STOP;
    }

    private int passOn(ChannelHandlerContext context, byte[] bytes, Http2Frame frame) {
        int here = Math.min(frame.end(), bytes.length);
        passing = frame.end() - here;
        passOn(context, Unpooled.wrappedBuffer(bytes, frame.start(), here - frame.start()));
        return here;
    }

    private int control(ChannelHandlerContext context, byte[] bytes, Http2Frame frame) {
        if (frame.type() == Http2Frame.SETTINGS) {
            terms.take(bytes, frame);
            return passOn(context, bytes, frame);
        }
        if (frame.stream() > lastPassed && frame.stream() <= lastStream) {
            // Vert.x does not know the stream, and its answer is on its way.
            return frame.end();
        }
        return passOn(context, bytes, frame);
    }

    private int headers(ChannelHandlerContext context, byte[] bytes, Http2Frame headers) {
        boolean plain =
                terms.plainHeaders()
                        && headers.isPlainHeaders()
                        && headers.length() <= LARGEST_HEADERS
                        && headers.stream() > lastStream;
        if (!plain) {
            return passOnHeaders(context, bytes, headers);
        }
        if (!headers.within(bytes)) {
            return await(bytes, headers.start());
        }
        var target = target(bytes, headers);
        if (target == null) {
            return passOnHeaders(context, bytes, headers);
        }
        var body = CallBody.read(bytes, headers);
        return switch (body.state()) {
            case TORN -> await(bytes, headers.start());
            case OTHER -> passOnHeaders(context, bytes, headers);
            case WHOLE -> call(context, bytes, headers, target, body);
        };
    }

    private int passOnHeaders(ChannelHandlerContext context, byte[] bytes, Http2Frame headers) {
        terms.passOnHeaders();
        lastStream = Math.max(lastStream, headers.stream());
        lastPassed = Math.max(lastPassed, headers.stream());
        return passOn(context, bytes, headers);
    }

    private QuickCalls.@Nullable Target target(byte[] bytes, Http2Frame headers) {
        if (lastHead == null || !lastHead.was(bytes, headers)) {
            lastHead = CallHead.read(bytes, headers);
            lastTarget = lastHead == null ? null : calls.find(lastHead);
        }
        return lastTarget;
    }

    private int call(
            ChannelHandlerContext context,
            byte[] bytes,
            Http2Frame headers,
            QuickCalls.Target target,
            CallBody body) {
        var flow = windows == null ? Http2Windows.of(context.pipeline()) : windows;
        if (flow == null
                || !flow.allow(HEAVIEST_ANSWER)
                || !context.channel().isWritable()
                || !calls.immediate(target, body.message())) {
            return passOnHeaders(context, bytes, headers);
        }
        var reply = calls.answer(target, body.message());
        if (reply.weight() > HEAVIEST_ANSWER) {
            return retire(context, bytes, headers.start());
        }
        windows = flow;
        lastStream = headers.stream();
        answer(context, flow, reply, body);
        return body.end();
    }

    private void answer(
            ChannelHandlerContext context, Http2Windows flow, QuickCallReply reply, CallBody body) {
        if (turns == null) {
            turns = Turns.addTo(context.pipeline());
        }
        turns.serve();
        flow.send(reply.weight());
        write(context, reply.encode(context.alloc(), lastStream));
        flow.take(body.weight());
        int untold = flow.untold();
        if (untold > 0) {
            write(context, Http2Frame.windowUpdate(context.alloc(), untold));
        }
    }

    private void write(ChannelHandlerContext context, ByteBuf frames) {
        var _ = context.write(frames, context.voidPromise());
        written = true;
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

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        flush(context);
    }
}
