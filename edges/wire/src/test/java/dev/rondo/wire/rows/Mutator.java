package dev.rondo.wire.rows;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Requests with one to three mistakes: parts cut out, doubled, replaced by words of the format. */
public final class Mutator {
    private static final int MOST_CUT = 12;

    private final SplittableRandom random;
    private final List<String> words;
    private final long seed;

    /** Mutations of the seed {@code -Dfuzz.seed}, or of a fresh one. */
    public Mutator(List<String> words) {
        this.words = words;
        seed = Long.getLong("fuzz.seed", System.nanoTime());
        random = new SplittableRandom(seed);
    }

    /** How many requests a fuzzer sends. */
    public static int requests(int usual) {
        return Integer.getInteger("fuzz.requests", usual);
    }

    /** What to say of a request that did harm. */
    public String describe(byte[] request) {
        return "seed " + seed + ": " + new String(request, ISO_8859_1);
    }

    /** One of the originals, mutated. */
    public byte[] mutated(List<byte[]> originals) {
        return mutated(originals.get(random.nextInt(originals.size())));
    }

    public byte[] mutated(byte[] original) {
        var bytes = original;
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            bytes = once(bytes);
        }
        return bytes;
    }

    private byte[] once(byte[] bytes) {
        int at = random.nextInt(bytes.length + 1);
        int end = Math.min(bytes.length, at + random.nextInt(MOST_CUT));
        return switch (random.nextInt(5)) {
            case 0 -> joined(bytes, at, new byte[0], end);
            case 1 -> joined(bytes, at, word(), at);
            case 2 -> joined(bytes, at, word(), end);
            case 3 -> Arrays.copyOf(bytes, Math.max(1, at));
            default -> joined(bytes, at, new byte[] {(byte) random.nextInt()}, end);
        };
    }

    private byte[] word() {
        return words.get(random.nextInt(words.size())).getBytes(UTF_8);
    }

    private static byte[] joined(byte[] bytes, int at, byte[] middle, int from) {
        var out = new ByteArrayOutputStream();
        out.write(bytes, 0, at);
        out.writeBytes(middle);
        out.write(bytes, from, bytes.length - from);
        return out.toByteArray();
    }
}
