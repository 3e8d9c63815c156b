package dev.rondo.http;

/**
 * What the settings of a connection (RFC 9113, section 6.5) mean for headers. Ours forbid the
 * client a table of headers.
 */
final class Http2Terms {
    private static final int ENTRY = 6;
    private static final int HEADER_TABLE_SIZE = 1;
    private static final int STANDARD_TABLE = 4096;

    private boolean smallTable;
    private boolean acknowledged;
    private boolean selfContained;

    /** Takes a whole frame of SETTINGS. */
    void take(byte[] bytes, Http2Frame frame) {
        if ((frame.flags() & Http2Frame.ACK) != 0) {
            acknowledged = true;
            return;
        }
        for (int at = frame.payload(); at + ENTRY <= frame.end(); at += ENTRY) {
            int name = ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
            if (name == HEADER_TABLE_SIZE) {
                smallTable |= Http2Frame.number(bytes, at + 2) < STANDARD_TABLE;
            }
        }
    }

    /** Whether the next headers have to say that the client has emptied its table of headers. */
    boolean awaitsTableUpdate() {
        return acknowledged && !selfContained;
    }

    /** Vert.x has been told that the client's table is empty. */
    void tableUpdated() {
        selfContained = true;
    }

    /**
     * Whether headers from now on say all of what they mean, so that nobody needs to have read the
     * ones before them; and whether ours may come without a word about the size of our own table,
     * which a client with a small one waits for.
     */
    boolean plainHeaders() {
        return selfContained && !smallTable;
    }
}
