package dev.rondo.server;

import dev.rondo.registry.WebhookPolicy;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Where webhooks may go, by the environment variables that MLflow has for it. */
final class WebhookEnvironment {
    private static final String SCHEMES = "MLFLOW_WEBHOOK_ALLOWED_SCHEMES";
    private static final String PRIVATE = "MLFLOW_WEBHOOK_ALLOW_PRIVATE_IPS";

    private WebhookEnvironment() {}

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
