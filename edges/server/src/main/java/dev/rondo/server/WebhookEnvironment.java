package dev.rondo.server;

import dev.rondo.base.RondoException;
import dev.rondo.registry.WebhookPolicy;
import dev.rondo.registry.WebhookSecrets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where webhooks may go and how their secrets are kept, by the environment variables that MLflow
 * has for it.
 */
final class WebhookEnvironment {
    private static final String SCHEMES = "MLFLOW_WEBHOOK_ALLOWED_SCHEMES";
    private static final String PRIVATE = "MLFLOW_WEBHOOK_ALLOW_PRIVATE_IPS";

    private static final String KEY = "MLFLOW_WEBHOOK_SECRET_ENCRYPTION_KEY";

    private WebhookEnvironment() {}

    /** With the key of the variable, or else of a file in the data directory, made once. */
    static WebhookSecrets secrets(Map<String, String> environment, DataDirectory directory) {
        var key = environment.getOrDefault(KEY, "");
        return new WebhookSecrets(key.isEmpty() ? directory.webhookKey() : decoded(key));
    }

    /** As MLflow writes it: 32 bytes in the URL's form of Base64. */
    private static byte[] decoded(String key) {
        try {
            return Base64.getUrlDecoder().decode(key);
        } catch (IllegalArgumentException _) {
            throw RondoException.user("server.webhook_key", KEY + " is not Base64")
                    .next(
                            "set it to what `openssl rand -base64 32 | tr +/ -_` prints, or leave it out");
        }
    }

    static WebhookPolicy policy(Map<String, String> environment) {
        var standard = WebhookPolicy.standard();
        var schemes = environment.get(SCHEMES);
        var privateToo = environment.getOrDefault(PRIVATE, "").toLowerCase(Locale.ROOT);
        return standard.allowing(
                schemes == null ? standard.schemes() : list(schemes),
                Set.of("true", "1").contains(privateToo));
    }

    private static Set<String> list(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .collect(Collectors.toSet());
    }
}
