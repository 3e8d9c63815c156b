package dev.rondo.http;

import org.jspecify.annotations.Nullable;

/** Finds and asks the methods of gRPC that answer at once. */
final class QuickCalls {
    /** A larger message is left to Vert.x and a virtual thread. */
    static final int LARGEST_MESSAGE = QuickRoute.LARGEST_BODY;

    /** A method with what the call's headers say. */
    record Target(GrpcMethod.Unary method, CallHead head) {}

    private final Grpc grpc;
    private final Courtesies courtesies;
    private final boolean logged;
    private final Work work;
    private final Memory memory;

    /**
     * @param logged whether every call has to be seen by the access log, which is Vert.x's
     */
    QuickCalls(Grpc grpc, Courtesies courtesies, boolean logged, Work work, Memory memory) {
        this.grpc = grpc;
        this.courtesies = courtesies;
        this.logged = logged;
        this.work = work;
        this.memory = memory;
    }

    /** Null where the call is not for a method with one message and one answer. */
    @Nullable Target find(CallHead head) {
        if (logged
                || !"POST".equals(head.get(":method"))
                || !Grpc.isType(head.get("content-type"))) {
            return null;
        }
        var coding = head.get("grpc-encoding");
        boolean plain = coding == null || coding.equals("identity");
        return plain && grpc.method(head.get(":path")) instanceof GrpcMethod.Unary method
                ? new Target(method, head)
                : null;
    }

    Memory.Share share() {
        return memory.share();
    }

    /** Whether the message may be answered on the event loop now. */
    boolean immediate(Target target, byte[] message) {
        return !work.draining() && target.method().immediate(message);
    }

    /** Most calls say nothing of who asks, and nothing is done about it then. */
    QuickCallReply answer(Target target, byte[] message) {
        var head = target.head();
        if (!head.courteous() && !courtesies.always()) {
            return answer(target, message, Caller.NOBODY);
        }
        var caller = courtesies.caller(head);
        return answer(target, message, caller).with(courtesies.told(caller, head));
    }

    private static QuickCallReply answer(Target target, byte[] message, Caller caller) {
        try {
            return QuickCallReply.of(Grpc.ask(caller, target.method(), message));
        } catch (Exception | StackOverflowError e) {
            return QuickCallReply.failed(e);
        }
    }
}
