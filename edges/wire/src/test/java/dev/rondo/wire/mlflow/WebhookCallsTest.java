package dev.rondo.wire.mlflow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Webhooks from their making to their end; the address is never called. */
class WebhookCallsTest {
    private static final String HOOK =
            "{\"name\":\"hook\",\"url\":\"https://93.184.216.34/hook\",\"secret\":\"s\",\"events\":[{\"entity\":\"MODEL_VERSION\",\"action\":\"CREATED\"},{\"entity\":2,\"action\":1}]}";

    private final WireServer server;

    WebhookCallsTest(@TempDir Path folder) {
        server = new WireServer(folder);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aWebhookIsMadeReadChangedAndRemoved() {
        var made = json(server.post("webhooks", HOOK).body()).get("webhook");
        var id = made.get("webhook_id").textValue();
        assertThat(made.get("events"))
                .hasToString("[{\"entity\":\"MODEL_VERSION\",\"action\":\"CREATED\"}]");
        assertThat(made.get("status").textValue()).isEqualTo("ACTIVE");
        assertThat(made.has("secret")).isFalse();
        assertThat(json(server.get("webhooks/" + id).body()).get("webhook")).isEqualTo(made);
        assertThat(json(server.get("webhooks?max_results=0").body()).get("webhooks")).hasSize(1);

        var changed =
                server.send(
                        "PATCH",
                        "/ajax-api/2.0/mlflow/webhooks/" + id,
                        Map.of(),
                        "{\"status\":\"DISABLED\",\"name\":\"other\"}".getBytes(UTF_8));
        var webhook = json(changed.body()).get("webhook");
        assertThat(webhook.get("status").textValue()).isEqualTo("DISABLED");
        assertThat(webhook.get("url")).isEqualTo(made.get("url"));

        assertThat(delete(id)).isEqualTo(200);
        assertThat(delete(id)).isEqualTo(404);
        assertThat(server.get("webhooks/" + id).statusCode()).isEqualTo(404);
        assertThat(server.post("webhooks/" + id + "/test", "{}").statusCode()).isEqualTo(404);
    }

    @Test
    void pagesAreFollowedByTheirTokens() {
        server.post("webhooks", HOOK);
        server.post("webhooks", HOOK);
        var first = json(server.get("webhooks?max_results=1").body());
        var token = first.get("next_page_token").textValue();
        var second = json(server.get("webhooks?max_results=1&page_token=" + token).body());
        assertThat(second.get("webhooks")).hasSize(1).isNotEqualTo(first.get("webhooks"));
        assertThat(second.has("next_page_token")).isFalse();
        assertThat(server.get("webhooks?max_results=1001").statusCode()).isEqualTo(400);
    }

    private int delete(String id) {
        return server.send("DELETE", "/api/2.0/mlflow/webhooks/" + id, Map.of(), new byte[0])
                .statusCode();
    }

    private static JsonNode json(byte[] body) {
        return RecordedCall.json(body);
    }
}
