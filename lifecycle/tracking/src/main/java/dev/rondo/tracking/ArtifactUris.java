package dev.rondo.tracking;

import dev.rondo.base.RondoException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** Addresses of artifacts: which may be given to the server, and what is made of them. */
public final class ArtifactUris {
    /** Where files lie that Rondo keeps itself. */
    public static final String ROOT = "mlflow-artifacts:/";

    /** Schemes that would have the server speak to any host that a caller names. */
    private static final Set<String> HOST_ADDRESSED =
            Set.of("ftp", "sftp", "hdfs", "viewfs", "http", "https", "r2", "b2", "abfss");

    private ArtifactUris() {}

    /**
     * Refuses an address whose scheme names a host other than this server.
     *
     * @param field what the message calls the address
     * @throws RondoException of kind USER {@code artifact.scheme}
     */
    public static void refuseHosts(String field, String uri) {
        var scheme = scheme(uri);
        boolean foreign =
                HOST_ADDRESSED.contains(scheme)
                        || (scheme.equals("mlflow-artifacts") && !authority(uri).isEmpty());
        if (foreign) {
            throw RondoException.user(
                    "artifact.scheme",
                    "'%s' cannot use the '%s' scheme: the '%s' scheme addresses a host other than the tracking server's configured artifact storage, so the server would connect to the host named in the URI. Set the MLFLOW_ALLOWED_HOST_ADDRESSED_ARTIFACT_SCHEMES environment variable on the server to allow it."
                            .formatted(field, scheme, scheme));
        }
    }

    /** An experiment's address as it is kept: a local path becomes absolute. */
    static String location(String given) {
        var scheme = scheme(given);
        if (scheme.equals("runs")) {
            throw RondoException.user(
                    "artifact.location",
                    "Artifact location cannot be a runs:/ URI. Given: '%s'".formatted(given));
        }
        if (given.contains("#") || (scheme.isEmpty() && given.contains(";"))) {
            throw RondoException.user(
                    "artifact.location",
                    "'artifact_location' URL can't include fragments or params.");
        }
        int query = given.indexOf('?');
        if (query >= 0 && given.indexOf("..", query) >= 0) {
            throw RondoException.user("artifact.location", "Invalid query string");
        }
        refuseHosts("artifact_location", given);
        var kept = scheme.isEmpty() ? absolute(given) : given;
        if (kept.codePointCount(0, kept.length()) > Limits.ARTIFACT_LOCATION) {
            throw RondoException.limit(
                    "artifact.location",
                    "Invalid artifact path length. The length of the artifact path cannot be greater than %d characters. To configure this limit, please set the MLFLOW_ARTIFACT_LOCATION_MAX_LENGTH environment variable."
                            .formatted(Limits.ARTIFACT_LOCATION));
        }
        return kept;
    }

    private static String absolute(String path) {
        return path.startsWith("/") ? path : Path.of("").toAbsolutePath() + "/" + path;
    }

    /** The address with segments after its path, before its query. */
    static String append(String uri, String path) {
        int query = uri.indexOf('?');
        var base = query < 0 ? uri : uri.substring(0, query);
        var rest = query < 0 ? "" : uri.substring(query);
        return base + (base.endsWith("/") ? "" : "/") + path + rest;
    }

    /** In lower case; "" for a plain path. */
    private static String scheme(String uri) {
        int colon = uri.indexOf(':');
        boolean valid = colon > 0 && uri.substring(0, colon).matches("[A-Za-z][A-Za-z0-9+.\\-]*");
        return valid ? uri.substring(0, colon).toLowerCase(Locale.ROOT) : "";
    }

    private static String authority(String uri) {
        var rest = uri.substring(uri.indexOf(':') + 1);
        return rest.startsWith("//") ? rest.substring(2).split("[/?#]", 2)[0] : "";
    }
}
