package dev.rondo.data;

import dev.rondo.base.RondoException;

/**
 * Checks bytes as they stream by: UTF-8 by RFC 3629 (no overlong forms, no surrogates), no NUL. An
 * error names the line, which a decoder of the JDK would not.
 */
final class Utf8Check {
    private final String source;
    private long line = 1;
    private boolean afterReturn;
    private long position;

    /** Continuation bytes still to come, and the range of the next one. */
    private int pending;

    private int first;

    private int lowest = 0x80;
    private int highest = 0xbf;

    Utf8Check(String source) {
        this.source = source;
    }

    void update(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            int b = bytes[i] & 0xff;
            if (position < 2) {
                refuseUtf16(b);
            }
            if (pending > 0) {
                continuation(b);
            } else if (b >= 0x80) {
                lead(b);
            } else {
                ascii(b);
            }
            position++;
        }
    }

    void end() {
        if (pending > 0) {
            throw refused("the file ends within a character");
        }
    }

    private void ascii(int b) {
        if (b == '\n') {
            line += afterReturn ? 0 : 1;
        } else if (b == '\r') {
            line++;
        } else if (b == 0) {
            throw refused("there is a NUL byte");
        }
        afterReturn = b == '\r';
    }

    private void lead(int b) {
        afterReturn = false;
        first = b;
        if (b >= 0xc2 && b <= 0xdf) {
            expect(1, 0x80, 0xbf);
        } else if (b >= 0xe0 && b <= 0xef) {
            expect(2, b == 0xe0 ? 0xa0 : 0x80, b == 0xed ? 0x9f : 0xbf);
        } else if (b >= 0xf0 && b <= 0xf4) {
            expect(3, b == 0xf0 ? 0x90 : 0x80, b == 0xf4 ? 0x8f : 0xbf);
        } else {
            throw wrongByte();
        }
    }

    private void expect(int bytes, int low, int high) {
        pending = bytes;
        lowest = low;
        highest = high;
    }

    private void continuation(int b) {
        if (b < lowest || b > highest) {
            throw wrongByte();
        }
        expect(pending - 1, 0x80, 0xbf);
    }

    private void refuseUtf16(int b) {
        if (b == 0xfe || b == 0xff) {
            throw refused("the file is UTF-16");
        }
    }

    private RondoException wrongByte() {
        return refused("byte 0x%02x begins no character of UTF-8 here".formatted(first));
    }

    private RondoException refused(String what) {
        return RondoException.user("dataset.encoding", what)
                .at(source + ", line " + line)
                .because("a file has to be text in UTF-8; this one may be Latin-1 or UTF-16")
                .next("convert it, for example with: iconv -f LATIN1 -t UTF-8");
    }
}
