package dev.rondo.http;

import io.netty.channel.ChannelHandlerContext;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Answers calls of gRPC that are whole, small and for a method that answers at once, on connections
 * of HTTP/2. The frames of everything else are passed on to Vert.x as they came. It never refuses
 * anything, and from the first frame on that is out of bounds it is gone.
 */
final class GrpcDoor extends Door {
    private static final byte[] PREFACE =
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /** Larger headers are left to Vert.x. */
    private static final int LARGEST_HEADERS = 8 << 10;

    /** An answer that weighs more is left to Vert.x, which waits until the client allows it. */
    private static final int HEAVIEST_ANSWER = 16 << 10;

    private final QuickCalls calls;
    private final Http2Terms terms = new Http2Terms();

    /** The last streams that were begun, and begun and passed on. */
    private int lastStream;

    private int lastPassed;
    private @Nullable Http2Windows windows;
    private @Nullable CallHead lastHead;
    private QuickCalls.@Nullable Target lastTarget;

    GrpcDoor(QuickCalls calls) {
        super(calls.share(), PREFACE.length);
        this.calls = calls;
    }

    /** Whether a connection that begins with these bytes is one of HTTP/2. */
    static boolean opens(byte[] bytes, int from) {
        int length = Math.min(bytes.length - from, PREFACE.length);
        return Arrays.equals(bytes, from, from + length, PREFACE, 0, length);
    }

    @Override
    int step(ChannelHandlerContext context, byte[] bytes, int at) {
        var frame = Http2Frame.read(bytes, at);
        if (frame == null) {
            return await(context, bytes, at);
        }
        if (frame.length() > Http2Frame.LARGEST) {
            return retire(context, bytes, at);
        }
        return switch (frame.type()) {
            case Http2Frame.HEADERS -> headers(context, bytes, frame);
            case Http2Frame.SETTINGS, Http2Frame.WINDOW_UPDATE, Http2Frame.RESET ->
                    frame.within(bytes)
                            ? control(context, bytes, frame)
                            : await(context, bytes, at);
            default -> passOn(context, bytes, frame);
        };
    }

    private int passOn(ChannelHandlerContext context, byte[] bytes, Http2Frame frame) {
        return passOn(context, bytes, frame.start(), frame.end() - frame.start());
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
        if (terms.awaitsTableUpdate()) {
            return headers.within(bytes)
                    ? updateTable(context, bytes, headers)
                    : await(context, bytes, headers.start());
        }
        boolean plain =
                terms.plainHeaders()
                        && headers.isPlainHeaders()
                        && headers.length() <= LARGEST_HEADERS
                        && headers.stream() > lastStream;
        if (!plain) {
            return passOnHeaders(context, bytes, headers);
        }
        if (!headers.within(bytes)) {
            return await(context, bytes, headers.start());
        }
        var target = target(bytes, headers);
        if (target == null) {
            return passOnHeaders(context, bytes, headers);
        }
        var body = CallBody.read(bytes, headers);
        return switch (body.state()) {
            case TORN -> await(context, bytes, headers.start());
            case OTHER -> passOnHeaders(context, bytes, headers);
            case WHOLE -> call(context, bytes, headers, target, body);
        };
    }

    private int updateTable(ChannelHandlerContext context, byte[] bytes, Http2Frame headers) {
        terms.tableUpdated();
        begun(headers);
        var frame = headers.withTableUpdate(bytes);
        passOn(context, frame, 0, frame.length);
        return headers.end();
    }

    /** Vert.x gets to know of the stream. */
    private void begun(Http2Frame headers) {
        lastStream = Math.max(lastStream, headers.stream());
        lastPassed = Math.max(lastPassed, headers.stream());
    }

    private int passOnHeaders(ChannelHandlerContext context, byte[] bytes, Http2Frame headers) {
        begun(headers);
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
        turns(context).serve();
        flow.send(reply.weight());
        write(context, reply.encode(context.alloc(), lastStream));
        flow.take(body.weight());
        int untold = flow.untold();
        if (untold > 0) {
            write(context, Http2Frame.windowUpdate(context.alloc(), untold));
        }
    }
}
