package dev.rondo.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.RondoException;
import dev.rondo.registry.WebhookPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhookEnvironmentTest {
    @Test
    void nothingSaidMeansHttpsToPublicAddresses() {
        assertThat(WebhookEnvironment.policy(Map.of())).isEqualTo(WebhookPolicy.standard());
    }

    @Test
    void theKeyIsThatOfTheVariableOrOfAFile(@TempDir Path folder) throws IOException {
        var variable = "MLFLOW_WEBHOOK_SECRET_ENCRYPTION_KEY";
        try (var directory = DataDirectory.open(folder)) {
            var given = Map.of(variable, "dBa-__8AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
            WebhookEnvironment.secrets(given, directory);
            assertThat(folder.resolve("webhook.key")).doesNotExist();

            WebhookEnvironment.secrets(Map.of(), directory);
            var key = directory.webhookKey();
            assertThat(key)
                    .hasSize(32)
                    .isNotEqualTo(new byte[32])
                    .isEqualTo(directory.webhookKey());
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(folder.resolve("webhook.key"))))
                    .isEqualTo("rw-------");

            for (var wrong : List.of("x", "+/==", "AAAA")) {
                assertThatThrownBy(() ->
                                WebhookEnvironment.secrets(Map.of(variable, wrong), directory))
                        .isInstanceOf(RondoException.class);
            }
        }
    }

    @Test
    void theVariablesOfMlflowAreHeard() {
        var policy =
                WebhookEnvironment.policy(
                        Map.of(
                                "MLFLOW_WEBHOOK_ALLOWED_SCHEMES", "http, https",
                                "MLFLOW_WEBHOOK_ALLOW_PRIVATE_IPS", "True"));

        assertThat(policy.schemes()).isEqualTo(Set.of("http", "https"));
        assertThat(policy.privateAddresses()).isTrue();
    }
}
