package dev.rondo.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.IdleStateEvent;

/**
 * Stands before Vert.x on a connection whose plain requests {@link QuickDoor} or {@link GrpcDoor}
 * answers, so that answers of HTTP/1.1 go out in the order of their requests, and the connection
 * does not look idle.
 */
final class Turns extends ChannelDuplexHandler {
    private long passedOn;
    private long answered;
    private long served;
    private long servedBefore;

    /** Whether nothing has been asked yet. */
    boolean unused() {
        return passedOn == 0 && served == 0;
    }

    /** A request goes to Vert.x. */
    void passOn() {
        passedOn++;
    }

    /** A request has been answered without Vert.x. */
    void serve() {
        served++;
    }

    /** Whether Vert.x has answered everything that it was given. */
    boolean done() {
        return passedOn == answered;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof LastHttpContent && !isInterim(message)) {
            answered++;
        }
        var _ = context.write(message, promise);
    }

    private static boolean isInterim(Object message) {
        return message instanceof HttpResponse head
                && head.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof IdleStateEvent && served != servedBefore) {
            servedBefore = served;
        } else {
            context.fireUserEventTriggered(event);
        }
    }
}
