package dev.rondo.migrate;

import dev.rondo.base.Digests;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * How many things there are, and one checksum over all of them: the sum of their SHA-256 modulo
 * 2^256. It does not depend on their order, so two servers that list them differently agree, and a
 * thing that is there twice counts twice.
 */
final class Tally {
    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);

    private long count;
    private BigInteger sum = BigInteger.ZERO;

    /** Counts one thing that has these parts. */
    void add(Object... parts) {
        var digest = Digests.sha256();
        for (var part : parts) {
            var bytes = part.toString().getBytes(StandardCharsets.UTF_8);
            digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            digest.update(bytes);
        }
        count++;
        sum = sum.add(new BigInteger(1, digest.digest())).mod(MODULUS);
    }

    long count() {
        return count;
    }

    /** The first 16 of its 64 hexadecimal digits. */
    String checksum() {
        return "%064x".formatted(sum).substring(0, 16);
    }

    boolean same(Tally other) {
        return count == other.count && sum.equals(other.sum);
    }
}
