package dev.rondo.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.RondoException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLSocketFactory;

/** Sends one message, signed as MLflow signs. */
final class WebhookSender {
    /** What came of it. */
    sealed interface Outcome {}

    /** The receiver answered, whatever it said. */
    record Answered(PinnedPost.Answer answer) implements Outcome {}

    /** It could not be reached; trying again may help. */
    record Unreachable(String reason) implements Outcome {}

    /** It must not be reached. */
    record Refused(String reason) implements Outcome {}

    private final WebhookPolicy policy;
    private final WebhookSecrets secrets;
    private final PinnedPost post;
    private final InstantSource clock;

    WebhookSender(WebhookPolicy policy, WebhookSecrets secrets, InstantSource clock) {
        this.policy = policy;
        this.secrets = secrets;
        post =
                new PinnedPost(
                        () -> (SSLSocketFactory) SSLSocketFactory.getDefault(), policy.timeout());
        this.clock = clock;
    }

    Outcome send(Message message) {
        try {
            var target = WebhookUrl.parse(message.url(), policy);
            var headers = headers(message);
            var addresses = target.addresses(policy);
            var body = message.body().getBytes(UTF_8);
            return new Answered(post.send(target, addresses, headers, body));
        } catch (RondoException e) {
            return e.kind() == ErrorKind.UNAVAILABLE
                    ? new Unreachable(e.what())
                    : new Refused(e.what());
        } catch (IOException e) {
            return new Unreachable(
                    e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        }
    }

    /** The time is that of the attempt, so that receivers can refuse old ones that come again. */
    private Map<String, String> headers(Message message) {
        var seconds = Long.toString(clock.instant().getEpochSecond());
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", "application/json");
        headers.put("User-Agent", "rondo");
        headers.put("X-MLflow-Delivery-Id", message.deliveryId());
        headers.put("X-MLflow-Timestamp", seconds);
        var secret = secret(message);
        if (!secret.isEmpty()) {
            var signed = message.deliveryId() + "." + seconds + "." + message.body();
            headers.put("X-MLflow-Signature", "v1," + signature(secret, signed));
        }
        return headers;
    }

    private String secret(Message message) {
        var sealed = message.sealedSecret();
        return sealed == null ? "" : secrets.open(message.webhookId(), sealed);
    }

    static String signature(String secret, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
