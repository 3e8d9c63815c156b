package dev.rondo.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The head of an HTTP/1.1 request as its bytes, read where it is plain: a line of visible ASCII,
 * headers of tokens and visible ASCII, and a body whose length is stated once. What is not plain is
 * not judged here: it is left to Vert.x, which knows all of HTTP.
 */
final class RequestHead implements Request.Headers {
    private static final byte[] VERSION = " HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_LENGTH = 18;
    private static final boolean[] TOKEN = tokens();

    private final byte[] bytes;
    private final int start;
    private final int end;
    private int methodEnd;
    private int targetEnd;
    private long length = -1;
    private boolean simple = true;
    private boolean courteous;

    private RequestHead(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
    }

    private static boolean[] tokens() {
        var tokens = new boolean[0x80];
        for (char c = '0'; c <= 'z'; c++) {
            tokens[c] = Character.isLetterOrDigit(c);
        }
        for (char c : "!#$%&'*+-.^_`|~".toCharArray()) {
            tokens[c] = true;
        }
        return tokens;
    }

    /** Where the first head from there on ends, behind its empty line; -1 if it is not whole. */
    static int end(byte[] bytes, int from) {
        for (int i = from + 3; i < bytes.length; i++) {
            if (bytes[i] == '\n'
                    && bytes[i - 1] == '\r'
                    && bytes[i - 2] == '\n'
                    && bytes[i - 3] == '\r') {
                return i + 1;
            }
        }
        return -1;
    }

    /** Whether more bytes can make a plain head of what there is from there on. */
    static boolean mayBecomePlain(byte[] bytes, int from) {
        int newline = -1;
        for (int i = from; i < bytes.length; i++) {
            byte each = bytes[i];
            if (each == '\n' && newline < 0) {
                newline = i;
            } else if (!isVisible(each) && each != '\r' && each != '\n') {
                return false;
            }
        }
        return newline < 0 || new RequestHead(bytes, from, newline + 1).line();
    }

    /** Reads the head between these places; null if it is not plain. */
    static @Nullable RequestHead read(byte[] bytes, int start, int end) {
        var head = new RequestHead(bytes, start, end);
        return head.line() && head.headers() ? head : null;
    }

    private boolean line() {
        int at = start;
        while (isToken(bytes[at])) {
            at++;
        }
        methodEnd = at;
        if (at == start || bytes[at++] != ' ' || bytes[at] != '/') {
            return false;
        }
        while (bytes[at] > ' ' && bytes[at] < 0x7f) {
            simple &= bytes[at] != '?' && bytes[at] != '#';
            at++;
        }
        targetEnd = at;
        return at + VERSION.length <= end
                && Arrays.equals(bytes, at, at + VERSION.length, VERSION, 0, VERSION.length);
    }

    private boolean headers() {
        for (int at = firstHeader(); at < end - 2; ) {
            int colon = at;
            while (isToken(bytes[colon])) {
                colon++;
            }
            int stop = colon + 1;
            while (isVisible(bytes[stop])) {
                stop++;
            }
            if (colon == at || bytes[colon] != ':' || bytes[stop] != '\r') {
                return false;
            }
            if (bytes[stop + 1] != '\n' || !known(at, colon, stop)) {
                return false;
            }
            at = stop + 2;
        }
        return true;
    }

    private int firstHeader() {
        return targetEnd + VERSION.length;
    }

    private static boolean isToken(byte each) {
        return each > 0 && TOKEN[each];
    }

    private static boolean isVisible(byte each) {
        return (each >= ' ' && each < 0x7f) || each == '\t';
    }

    /** Looks at headers that matter to who reads the next byte; false if this cannot. */
    private boolean known(int name, int colon, int stop) {
        switch (colon - name) {
            case 6 -> {
                simple &= !is(name, "expect");
                courteous |= is(name, Cors.ORIGIN);
            }
            case 7 -> {
                return !is(name, "upgrade");
            }
            case 10 -> simple &= !is(name, "connection") || value(colon, stop).equals("keep-alive");
            case 11 -> courteous |= is(name, Courtesies.TRACE);
            case 12 -> courteous |= is(name, Courtesies.REQUEST_ID) || is(name, Deadline.GRPC);
            case 14 -> {
                return !is(name, "content-length") || takeLength(value(colon, stop));
            }
            case 16 -> simple &= !is(name, "content-encoding");
            case 17 -> {
                return !is(name, "transfer-encoding");
            }
            case 30 -> courteous |= is(name, Deadline.ENVOY);
            default -> {}
        }
        return true;
    }

    private boolean takeLength(String text) {
        if (length >= 0 || text.isEmpty() || text.length() > LONGEST_LENGTH) {
            return false;
        }
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return false;
            }
            value = 10 * value + digit;
        }
        length = value;
        return true;
    }

    /** Whether the bytes from there on are this name, in any case. */
    private boolean is(int at, String name) {
        for (int i = 0; i < name.length(); i++) {
            if (lower(bytes[at + i]) != lower(name.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static int lower(int each) {
        return each >= 'A' && each <= 'Z' ? each + 0x20 : each;
    }

    private String value(int colon, int stop) {
        int from = colon + 1;
        while (from < stop && (bytes[from] == ' ' || bytes[from] == '\t')) {
            from++;
        }
        int to = stop;
        while (to > from && (bytes[to - 1] == ' ' || bytes[to - 1] == '\t')) {
            to--;
        }
        return text(from, to);
    }

    private String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    @Override
    public @Nullable String get(String name) {
        for (int at = firstHeader(); at < end - 2; ) {
            int colon = at;
            while (bytes[colon] != ':') {
                colon++;
            }
            int stop = colon + 1;
            while (bytes[stop] != '\r') {
                stop++;
            }
            if (colon - at == name.length() && is(at, name)) {
                return value(colon, stop);
            }
            at = stop + 2;
        }
        return null;
    }

    /** Whether nothing asks for more than an answer: no query, no coding, no other connection. */
    boolean simple() {
        return simple;
    }

    /** Whether there is a header that {@link Courtesies} look at. */
    boolean courteous() {
        return courteous;
    }

    /** How many bytes of body follow. */
    long length() {
        return Math.max(0, length);
    }

    /** Where the body begins. */
    int end() {
        return end;
    }

    String method() {
        return text(start, methodEnd);
    }

    String path() {
        return text(methodEnd + 1, targetEnd);
    }

    /** Whether another head asks for the same method and path. */
    boolean sameTarget(RequestHead other) {
        return Arrays.equals(bytes, start, targetEnd, other.bytes, other.start, other.targetEnd);
    }

    /** The body, whose bytes follow the head. */
    byte[] body() {
        return Arrays.copyOfRange(bytes, end, end + (int) length());
    }
}
