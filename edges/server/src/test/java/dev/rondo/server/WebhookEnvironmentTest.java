package dev.rondo.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.registry.WebhookPolicy;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WebhookEnvironmentTest {
    @Test
    void nothingSaidMeansHttpsToPublicAddresses() {
        assertThat(WebhookEnvironment.policy(Map.of())).isEqualTo(WebhookPolicy.standard());
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
