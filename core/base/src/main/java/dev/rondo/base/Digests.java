package dev.rondo.base;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 as text, and the stable hash to a unit interval that splits and routing share. */
public final class Digests {
    private Digests() {}

    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** {@code sha256:} and 64 hexadecimal digits. */
    public static String text(MessageDigest finished) {
        return "sha256:" + HexFormat.of().formatHex(finished.digest());
    }

    public static String of(byte[] bytes) {
        var digest = sha256();
        digest.update(bytes);
        return text(digest);
    }

    public static String of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A number in [0, 1) that depends on the salt and key alone: the first 53 bits of SHA-256 over
     * {@code salt + '\0' + key} in UTF-8, divided by 2^53. Anyone can compute it again (rule 7.2).
     */
    public static double unit(String salt, String key) {
        var digest = sha256();
        digest.update(salt.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        var hash = digest.digest(key.getBytes(StandardCharsets.UTF_8));
        long bits = 0;
        for (int i = 0; i < 8; i++) {
            bits = bits << 8 | (hash[i] & 0xff);
        }
        return (bits >>> 11) * 0x1.0p-53;
    }
}
