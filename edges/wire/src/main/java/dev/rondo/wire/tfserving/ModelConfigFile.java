package dev.rondo.wire.tfserving;

import dev.rondo.base.RondoException;
import dev.rondo.hosting.ModelRules;
import dev.rondo.hosting.VersionPolicy;
import dev.rondo.wire.tfserving.TextProto.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;

/**
 * The file that TensorFlow Serving takes as {@code --model_config_file}: a {@code
 * ModelServerConfig} as text. Of each model its name, version policy and labels are read; where the
 * models lie is said by the repository that is served.
 */
public final class ModelConfigFile {
    private static final int MAX_BYTES = 1 << 20;

    private ModelConfigFile() {}

    /**
     * How the models of the file are served, by their names.
     *
     * @throws RondoException of kind USER, or NOT_FOUND, that says what is wrong with the file
     */
    public static Map<String, ModelRules> read(Path file) {
        try (var in = Files.newInputStream(file)) {
            var bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw wrong("the file is larger than " + MAX_BYTES + " bytes");
            }
            return rules(TextProto.parse(bytes));
        } catch (IOException e) {
            throw RondoException.notFound("serve.config_file", "the file of models cannot be read")
                    .at(file.toString())
                    .causedBy(e);
        }
    }

    static Map<String, ModelRules> rules(Message config) {
        var list = config.message("model_config_list");
        if (list == null) {
            throw wrong("there is no model_config_list");
        }
        var rules = new HashMap<String, ModelRules>();
        for (var model : list.messages("config")) {
            var name = model.text("name");
            if (name.isEmpty() || rules.put(name, rules(name, model)) != null) {
                throw wrong("a config has no name, or another's");
            }
        }
        return rules;
    }

    private static ModelRules rules(String name, Message model) {
        var labels = new HashMap<String, Long>();
        for (var entry : model.messages("version_labels")) {
            labels.put(entry.text("key"), entry.number("value"));
        }
        var policy = model.message("model_version_policy");
        return new ModelRules(
                policy == null ? new VersionPolicy.All() : policy(name, policy), labels);
    }

    private static VersionPolicy policy(String name, Message policy) {
        var latest = policy.message("latest");
        if (latest != null) {
            return ModelConfigs.latest(latest.number("num_versions"));
        }
        var specific = policy.message("specific");
        if (specific != null) {
            return new VersionPolicy.Specific(new HashSet<>(specific.numbers("versions")));
        }
        if (policy.message("all") != null) {
            return new VersionPolicy.All();
        }
        throw wrong("the model_version_policy of " + name + " is not latest, all or specific");
    }

    private static RondoException wrong(String what) {
        return RondoException.user("serve.config_file", what)
                .next("write it as TensorFlow Serving's --model_config_file");
    }
}
