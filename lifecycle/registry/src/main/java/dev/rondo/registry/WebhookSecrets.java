package dev.rondo.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rondo.base.RondoException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts the secrets of webhooks for the database, with AES-256-GCM. What is sealed for one
 * webhook opens for no other.
 */
public final class WebhookSecrets {
    /** Length of a key in bytes. */
    public static final int KEY = 32;

    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final String VERSION = "1:";

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    /**
     * Seals and opens with a key.
     *
     * @param key {@link #KEY} random bytes
     */
    public WebhookSecrets(byte[] key) {
        if (key.length != KEY) {
            throw RondoException.user(
                            "webhook.key",
                            "the key for webhooks' secrets has %d bytes".formatted(key.length))
                    .next("give one of " + KEY + " random bytes");
        }
        this.key = new SecretKeySpec(key, "AES");
    }

    String seal(String webhookId, String secret) {
        var nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            var sealed =
                    cipher(Cipher.ENCRYPT_MODE, webhookId, nonce).doFinal(secret.getBytes(UTF_8));
            var all = ByteBuffer.allocate(NONCE + sealed.length).put(nonce).put(sealed).array();
            return VERSION + Base64.getEncoder().encodeToString(all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * The secret.
     *
     * @throws RondoException of kind UNAVAILABLE {@code webhook.secret} when it was sealed with
     *     another key
     */
    String open(String webhookId, String sealed) {
        try {
            var all =
                    ByteBuffer.wrap(Base64.getDecoder().decode(sealed.substring(VERSION.length())));
            var nonce = new byte[NONCE];
            all.get(nonce);
            var rest = new byte[all.remaining()];
            all.get(rest);
            return new String(cipher(Cipher.DECRYPT_MODE, webhookId, nonce).doFinal(rest), UTF_8);
        } catch (GeneralSecurityException e) {
            throw RondoException.unavailable(
                            "webhook.secret", "the webhook's secret was encrypted with another key")
                    .next("start the server with that key, or give the webhook a new secret")
                    .causedBy(e);
        }
    }

    private Cipher cipher(int mode, String webhookId, byte[] nonce)
            throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(webhookId.getBytes(UTF_8));
        return cipher;
    }
}
