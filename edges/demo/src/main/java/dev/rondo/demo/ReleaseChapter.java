package dev.rondo.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.client.RondoClient;

/** Version 1 is registered, and an endpoint goes live. */
final class ReleaseChapter implements Chapter {
    private static final long DAY_SECONDS = 86_400;

    @Override
    public String title() {
        return "Register and release: version 1 goes live";
    }

    @Override
    public ChapterResult tell(Session session) {
        var registered = Platform.output(session.trained(), "register");
        int version = registered.path("version").asInt();
        var client = session.platform.client();
        client.put(
                "/api/v1/models/" + RondoClient.encode(session.name()) + "/aliases/champion",
                RondoClient.object().put("version", version));
        var model = session.platform.model(version);
        tell(session, model);
        client.post("/api/v1/endpoints", endpoint(session, version));
        var inputs = model.path("signature").path("inputs");
        session.live(
                new Columns(
                        session.source.header(),
                        session.platform.dataset(session.name(), 1).path("schema"),
                        inputs));
        session.console.fact(
                "release plan",
                "shadow, canary 10 and 50 %%, alpha 0.05, margin %.3g per decision",
                Plans.margin(session));
        session.console.fact(
                "endpoint", "%s/api/v1/endpoints/%s/predict", client.server(), session.name());
        session.happened(
                "before day 1",
                "version 1 live",
                "gate passed on "
                        + model.path("lineage").path("dataset_digest").asText().substring(0, 19));
        return new ChapterResult.AsExpected("live");
    }

    private static void tell(Session session, JsonNode model) {
        var lineage = model.path("lineage");
        session.console.fact(
                "model",
                "%s version %d, alias champion",
                session.name(),
                model.path("version").asInt());
        session.console.fact("model digest", "%s", model.path("digest").asText());
        session.console.fact(
                "lineage",
                "dataset %s/%d, run %s",
                lineage.path("dataset_name").asText(),
                lineage.path("dataset_version").asInt(),
                lineage.path("run_id").asText());
        session.console.fact(
                "signature",
                "%d inputs, checked on every request",
                model.path("signature").path("inputs").size());
    }

    private static ObjectNode endpoint(Session session, int version) {
        var body =
                RondoClient.object()
                        .put("name", session.name())
                        .put("model", session.name())
                        .put("version", version)
                        .put("approver", "the story's narrator");
        body.putObject("monitor").put("window_seconds", DAY_SECONDS);
        var loop =
                body.putObject("loop")
                        .put("automatic", true)
                        .put("minimum_rows", 3 * Traffic.PER_DAY)
                        .put("seed", session.options.seed());
        loop.set("plan", Plans.proof(session));
        return body;
    }
}
