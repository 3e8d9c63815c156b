package dev.rondo.registry;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.RondoException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An address that a webhook may have. */
record WebhookUrl(URI uri) {
    static WebhookUrl parse(String text, WebhookPolicy policy) {
        Checks.length("url", text, Limits.WEBHOOK_URL);
        if (text.isBlank()) {
            throw invalid("Webhook URL cannot be empty or just whitespace: '" + text + "'");
        }
        var uri = uri(text);
        var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!policy.schemes().contains(scheme)) {
            throw invalid(
                    "Invalid webhook URL scheme: '%s'. Allowed schemes are: %s."
                            .formatted(
                                    Checks.shown(scheme),
                                    String.join(
                                            ", ", policy.schemes().stream().sorted().toList())));
        }
        if (uri.getHost() == null || uri.getHost().isEmpty()) {
            throw invalid("Webhook URL must include a hostname: '" + Checks.shown(text) + "'");
        }
        if (uri.getPort() == 0 || uri.getPort() > 65_535) {
            throw invalid("Webhook URL has a port that is none: " + uri.getPort());
        }
        if (uri.getUserInfo() != null) {
            throw invalid("Webhook URL must not include embedded credentials");
        }
        return new WebhookUrl(uri);
    }

    private static URI uri(String text) {
        try {
            return new URI(new URI(text).toASCIIString());
        } catch (URISyntaxException e) {
            throw invalid("Invalid webhook URL '" + Checks.shown(text) + "': " + e.getReason())
                    .causedBy(e);
        }
    }

    /** Refuses a host that cannot be found, or has an address that is not allowed. */
    void checkHost(WebhookPolicy policy) {
        if (policy.privateAddresses()) {
            return;
        }
        try {
            addresses(policy);
        } catch (RondoException e) {
            throw e.kind() == ErrorKind.UNAVAILABLE ? invalid(e.what()).causedBy(e) : e;
        }
    }

    /** The addresses to send to, checked now. */
    List<InetAddress> addresses(WebhookPolicy policy) {
        return PublicAddresses.of(host(), !policy.privateAddresses());
    }

    /** Without the brackets of IPv6. */
    String host() {
        var host = uri.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    boolean isSecure() {
        return "https".equalsIgnoreCase(uri.getScheme());
    }

    int port() {
        int given = uri.getPort();
        return given >= 0 ? given : isSecure() ? 443 : 80;
    }

    /** Host and port as the request names them. */
    String authority() {
        return uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
    }

    /** Path and query as the request names them. */
    String target() {
        var path = uri.getRawPath();
        @Nullable String query = uri.getRawQuery();
        return (path == null || path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query);
    }

    private static RondoException invalid(String what) {
        return RondoException.user("webhook.url", what);
    }
}
