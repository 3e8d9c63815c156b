package dev.rondo.inference;

import java.util.Arrays;
import java.util.Random;

/** Damages files at random, in the ways that find most faults in parsers. */
final class Mutations {
    private static final byte[] TELLING = {
        0, 1, -1, 127, -128, '"', '{', '}', '[', ']', '$', '#', '=', '\n'
    };

    private Mutations() {}

    static byte[] of(byte[] good, Random random) {
        var bytes = good.clone();
        for (int i = random.nextInt(3); i >= 0; i--) {
            bytes = mutated(bytes, random);
        }
        return bytes;
    }

    private static byte[] mutated(byte[] bytes, Random random) {
        if (bytes.length < 8) {
            return bytes;
        }
        int at = random.nextInt(bytes.length);
        return switch (random.nextInt(7)) {
            case 0 -> with(bytes, at, (byte) (bytes[at] ^ 1 << random.nextInt(8)));
            case 1 -> with(bytes, at, (byte) random.nextInt(256));
            case 2 -> with(bytes, at, TELLING[random.nextInt(TELLING.length)]);
            case 3 -> Arrays.copyOf(bytes, at);
            case 4 -> cut(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(16)));
            case 5 -> doubled(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(64)));
            default -> digit(bytes, at, random);
        };
    }

    private static byte[] with(byte[] bytes, int at, byte value) {
        bytes[at] = value;
        return bytes;
    }

    private static byte[] cut(byte[] bytes, int from, int to) {
        var left = Arrays.copyOf(bytes, bytes.length - (to - from));
        System.arraycopy(bytes, to, left, from, bytes.length - to);
        return left;
    }

    private static byte[] doubled(byte[] bytes, int from, int to) {
        var longer = Arrays.copyOf(bytes, bytes.length + to - from);
        System.arraycopy(bytes, from, longer, to, bytes.length - from);
        return longer;
    }

    /** Changes the next digit: most of a model's text is numbers. */
    private static byte[] digit(byte[] bytes, int from, Random random) {
        for (int at = from; at < bytes.length; at++) {
            if (bytes[at] >= '0' && bytes[at] <= '9') {
                return with(bytes, at, (byte) ('0' + random.nextInt(10)));
            }
        }
        return bytes;
    }
}
