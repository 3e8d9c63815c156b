package dev.rondo.wire.tfserving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.ProtoWriter;
import dev.rondo.base.RondoException;
import dev.rondo.hosting.ModelRules;
import dev.rondo.hosting.VersionPolicy;
import dev.rondo.wire.rows.ModelHttp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelServiceTest {
    @TempDir private Path root = Path.of("");

    private static final String CONFIG =
            """
            # Two models.
            model_config_list: {
              config {
                name: "churn" base_path: '/models/' "churn"
                model_platform: "tensorflow"
                model_version_policy { specific { versions: 42 versions: [43, 44] } }
                version_labels { key: "stable" value: 43 }
                version_labels: < key: 'canary', value: 44 >
              },
              config { name: "fraud" model_version_policy { latest { num_versions: 2 } } }
            }
            """;

    private Map<String, ModelRules> read(String config) throws IOException {
        return ModelConfigFile.read(Files.writeString(root.resolve("models.config"), config));
    }

    @Test
    void theFileOfTensorFlowServing() throws IOException {
        assertThat(read(CONFIG))
                .isEqualTo(
                        Map.of(
                                "churn",
                                new ModelRules(
                                        new VersionPolicy.Specific(Set.of(42L, 43L, 44L)),
                                        Map.of("stable", 43L, "canary", 44L)),
                                "fraud",
                                new ModelRules(new VersionPolicy.Latest(2), Map.of())));
        assertThat(read("model_config_list {\nconfig { name: 'm' }\n} # end"))
                .isEqualTo(Map.of("m", new ModelRules(new VersionPolicy.All(), Map.of())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "model_config_list",
                "model_config_list {",
                "model_config_list { config { } }",
                "model_config_list { config { name: 7 { } } }",
                "model_config_list { config: 7 }",
                "model_config_list { config { name: 'a' } config { name: 'a' } }",
                "model_config_list { config { name: 'a } }",
                "model_config_list { config { name: 'a\\n' } }",
                "model_config_list { config { name: 'a' model_version_policy { } } }",
                "model_config_list { config { name: 'a' version_labels { key: 'x' value: 'y' } } }",
                "model_config_list { } \0 x",
                "}",
                "platform_configs { }",
            })
    void whatIsNoSuchFile(String config) {
        assertThatThrownBy(() -> read(config))
                .isInstanceOfSatisfying(
                        RondoException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.USER));
    }

    @Test
    void nestingAndDamageAreRefused() throws IOException {
        assertThatThrownBy(() -> read("a {".repeat(100_000))).isInstanceOf(RondoException.class);
        var random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            var damaged = new StringBuilder(CONFIG);
            for (int change = random.nextInt(3); change >= 0; change--) {
                int at = random.nextInt(damaged.length());
                damaged.setCharAt(at, "{}<>[]:,;'\"#a1 ".charAt(random.nextInt(15)));
            }
            try {
                var _ =
                        ModelConfigFile.rules(
                                TextProto.parse(
                                        damaged.toString()
                                                .getBytes(
                                                        java.nio.charset.StandardCharsets.UTF_8)));
            } catch (RondoException e) {
                assertThat(e.kind()).isEqualTo(ErrorKind.USER);
            }
        }
    }

    private static ProtoWriter config(String name, ProtoWriter policy, String label, long version) {
        return new ProtoWriter()
                .text(1, name)
                .text(2, "/elsewhere")
                .message(7, policy)
                .message(8, new ProtoWriter().text(1, label).varint(2, version));
    }

    private static byte[] reload(ProtoWriter... configs) {
        var list = new ProtoWriter();
        for (var config : configs) {
            list.message(1, config);
        }
        return new ProtoWriter().message(1, new ProtoWriter().message(1, list)).toBytes();
    }

    @Test
    void aNewConfigurationNamesVersions() throws IOException {
        try (var server = new ModelHttp(root, (_, _) -> {}, "named", "plain")) {
            var models = server.models();
            var service = new ModelService(models);
            var latest = new ProtoWriter().message(100, new ProtoWriter());
            var answer = service.reload(reload(config("plain", latest, "stable", 1)));
            assertThat(answer).isEqualTo(new ProtoWriter().message(1, new ProtoWriter()).toBytes());
            assertThat(models.index()).hasSize(1);

            var byLabel = new ProtoWriter().text(1, "plain").text(4, "stable");
            var spec = ModelSpec.of(new ProtoWriter().message(1, byLabel).toBytes());
            assertThat(spec.version(models)).isEqualTo("1");
            var two =
                    new ProtoWriter().message(2, new ProtoWriter().varint(1, 1)).text(4, "stable");
            assertThatThrownBy(() ->
                            ModelSpec.of(
                                    new ProtoWriter().message(1, two.text(1, "plain")).toBytes()))
                    .isInstanceOf(RondoException.class);

            var specific = new ProtoWriter().message(102, new ProtoWriter().packed(1, 1, 2));
            assertThatThrownBy(() -> service.reload(reload(config("plain", specific, "new", 2))))
                    .isInstanceOfSatisfying(
                            RondoException.class,
                            e -> assertThat(e.kind()).isEqualTo(ErrorKind.CONFLICT));
            assertThatThrownBy(() -> service.reload(reload(config("none", latest, "new", 1))))
                    .isInstanceOfSatisfying(
                            RondoException.class,
                            e -> assertThat(e.kind()).isEqualTo(ErrorKind.NOT_FOUND));
            assertThatThrownBy(() -> service.reload(new byte[0]))
                    .isInstanceOf(RondoException.class);
            assertThatThrownBy(() -> service.status(new byte[0]))
                    .isInstanceOf(RondoException.class);
            service.reload(
                    reload(
                            config("plain", latest, "stable", 1),
                            config(
                                    "named",
                                    new ProtoWriter().message(101, new ProtoWriter()),
                                    "a",
                                    1)));
            assertThat(models.index()).hasSize(2);
        }
    }

    @Test
    void signaturesAreAskedForByTheirField() throws IOException {
        try (var server = new ModelHttp(root, (_, _) -> {}, "plain")) {
            var signatures = new Signatures(server.models());
            var spec = new ProtoWriter().text(1, "plain");
            var none = new ProtoWriter().message(1, spec).toBytes();
            assertThatThrownBy(() -> signatures.answer(none)).hasMessageContaining("signature_def");
            var other = new ProtoWriter().message(1, spec).text(2, "other").toBytes();
            assertThatThrownBy(() -> signatures.answer(other))
                    .hasMessageContaining("metadata_field");
            var right = new ProtoWriter().message(1, spec).text(2, "signature_def").toBytes();
            assertThat(
                            new String(
                                    signatures.answer(right),
                                    java.nio.charset.StandardCharsets.ISO_8859_1))
                    .contains("serving_default", "input:0", "tensorflow/serving/predict");
        }
    }
}
