package dev.rondo.wire.mlflow;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rondo.registry.ModelVersion;
import dev.rondo.registry.RegisteredModel;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** MLflow's messages {@code RegisteredModel} and {@code ModelVersion}. */
final class RegistryJson {
    private RegistryJson() {}

    static void model(JsonGenerator out, RegisteredModel model) throws IOException {
        out.writeStartObject();
        out.writeStringField("name", model.name());
        out.writeNumberField("creation_timestamp", model.creationMillis());
        out.writeNumberField("last_updated_timestamp", model.lastUpdateMillis());
        if (!model.description().isEmpty()) {
            out.writeStringField("description", model.description());
        }
        Answer.list(out, "latest_versions", model.latestVersions(), RegistryJson::version);
        Answer.pairs(out, "tags", new TreeMap<>(model.tags()));
        Answer.list(
                out, "aliases", new TreeMap<>(model.aliases()).entrySet(), RegistryJson::alias);
        out.writeEndObject();
    }

    private static void alias(JsonGenerator out, Map.Entry<String, Integer> alias)
            throws IOException {
        out.writeStartObject();
        out.writeStringField("alias", alias.getKey());
        out.writeStringField("version", Integer.toString(alias.getValue()));
        out.writeEndObject();
    }

    static void version(JsonGenerator out, ModelVersion version) throws IOException {
        out.writeStartObject();
        out.writeStringField("name", version.name());
        out.writeStringField("version", Integer.toString(version.version()));
        out.writeNumberField("creation_timestamp", version.creationMillis());
        out.writeNumberField("last_updated_timestamp", version.lastUpdateMillis());
        Answer.text(out, "user_id", version.userId());
        out.writeStringField("current_stage", version.stage().text());
        Answer.text(out, "description", version.description());
        out.writeStringField("source", version.source());
        out.writeStringField("run_id", version.runId());
        out.writeStringField("status", "READY");
        Answer.pairs(out, "tags", new TreeMap<>(version.tags()));
        out.writeStringField("run_link", version.runLink());
        Answer.list(
                out, "aliases", new TreeSet<>(version.aliases()), JsonGenerator::writeString);
        out.writeEndObject();
    }
}
