package dev.rondo.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Registered models and their versions. */
public final class Models {
    /**
     * A version of a model.
     *
     * @param stage None, Staging, Production or Archived
     * @param source where its maker said that its files are
     * @param runId the run that made it; null if that is not known
     */
    public record Version(
            String model,
            int version,
            String stage,
            @Nullable String source,
            @Nullable String runId,
            Set<String> aliases,
            Map<String, String> tags) {
        public Version {
            aliases = Set.copyOf(aliases);
            tags = Map.copyOf(tags);
        }

        static Version of(JsonNode version) {
            var aliases = new LinkedHashSet<String>();
            version.path("aliases").forEach(alias -> aliases.add(alias.asText()));
            return new Version(
                    version.path("name").asText(),
                    version.path("version").asInt(),
                    version.path("stage").asText(),
                    Json.text(version.path("source")),
                    Json.text(version.path("run_id")),
                    aliases,
                    Json.texts(version.path("tags")));
        }
    }

    private final RondoClient client;

    Models(RondoClient client) {
        this.client = client;
    }

    /** Makes a model's name. */
    public void create(String model, String description) {
        client.post(
                "/api/v1/models",
                RondoClient.object().put("name", model).put("description", description));
    }

    /** Makes a version of files of a run, such as {@code model} for its folder of that name. */
    public Version register(String model, String runId, String folder) {
        var body =
                RondoClient.object()
                        .put("source", "runs:/" + runId + "/" + folder)
                        .put("run_id", runId);
        return Version.of(client.post(path(model) + "/versions", body));
    }

    /** All versions, the latest first. */
    public List<Version> versions(String model) {
        var versions = new ArrayList<Version>();
        client.get(path(model)).path("items").forEach(each -> versions.add(Version.of(each)));
        return versions;
    }

    public Version get(String model, int version) {
        return Version.of(client.get(path(model, version)));
    }

    /** Points an alias to a version, away from the one that it named before. */
    public void alias(String model, String alias, int version) {
        client.put(
                path(model) + "/aliases/" + RondoClient.encode(alias),
                RondoClient.object().put("version", version));
    }

    /** Sets a tag of a version. */
    public Version tag(String model, int version, String key, String value) {
        var place = path(model, version) + "/tags/" + RondoClient.encode(key);
        return Version.of(client.put(place, RondoClient.object().put("value", value)));
    }

    private static String path(String model) {
        return "/api/v1/models/" + RondoClient.encode(model);
    }

    private static String path(String model, int version) {
        return path(model) + "/versions/" + version;
    }
}
