package dev.rondo.http;

import java.util.Arrays;

/**
 * The message of a call, where it is whole, small, not packed, and its frames follow the headers.
 *
 * @param message empty unless whole
 * @param weight bytes that count for flow control
 * @param end where the call's last frame ends
 */
record CallBody(State state, byte[] message, int weight, int end) {
    /** Whether a message could be read. */
    enum State {
        WHOLE,
        /** More bytes have to come before anything can be said. */
        TORN,
        /** It is for Vert.x. */
        OTHER
    }

    private static final CallBody TORN = new CallBody(State.TORN, new byte[0], 0, 0);
    private static final CallBody OTHER = new CallBody(State.OTHER, new byte[0], 0, 0);
    private static final int HEAD = QuickCallReply.MESSAGE_HEAD;

    /** Reads what comes behind a call's headers. */
    static CallBody read(byte[] bytes, Http2Frame headers) {
        var data = Http2Frame.read(bytes, headers.end());
        if (data == null) {
            return TORN;
        }
        boolean fits =
                data.isDataOf(headers)
                        && data.flags() <= Http2Frame.END_STREAM
                        && data.length() >= HEAD
                        && data.length() <= HEAD + QuickCalls.LARGEST_MESSAGE;
        if (!fits) {
            return OTHER;
        }
        if (!data.within(bytes)) {
            return TORN;
        }
        return data.flags() == Http2Frame.END_STREAM
                ? message(bytes, data, data.end())
                : endedByAnother(bytes, headers, data);
    }

    /** Some clients end a call by an empty frame of its own. */
    private static CallBody endedByAnother(byte[] bytes, Http2Frame headers, Http2Frame data) {
        var last = Http2Frame.read(bytes, data.end());
        if (last == null) {
            return TORN;
        }
        boolean ends =
                last.isDataOf(headers)
                        && last.length() == 0
                        && last.flags() == Http2Frame.END_STREAM;
        return ends ? message(bytes, data, last.end()) : OTHER;
    }

    private static CallBody message(byte[] bytes, Http2Frame data, int end) {
        int at = data.payload();
        boolean alone =
                bytes[at] == 0
                        && bytes[at + 1] >= 0
                        && Http2Frame.number(bytes, at + 1) == data.length() - HEAD;
        if (!alone) {
            return OTHER;
        }
        var message = Arrays.copyOfRange(bytes, at + HEAD, data.end());
        return new CallBody(State.WHOLE, message, data.length(), end);
    }
}
