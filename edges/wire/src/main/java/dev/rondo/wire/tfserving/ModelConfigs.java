package dev.rondo.wire.tfserving;

import dev.rondo.base.ProtoReader;
import dev.rondo.hosting.ModelRules;
import dev.rondo.hosting.VersionPolicy;
import dev.rondo.wire.shared.BadRequest;
import dev.rondo.wire.shared.ModelFailures;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;

/** TensorFlow Serving's {@code ModelServerConfig}: models by name, with policies and labels. */
record ModelConfigs(Map<String, ModelRules> rules) {
    private static final int MAX_MODELS = 10_000;

    /** Reads it as protobuf. */
    static ModelConfigs read(ProtoReader in) {
        var rules = new HashMap<String, ModelRules>();
        boolean list = false;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> {
                    list = true;
                    readList(in.part(), rules);
                }
                case 2 -> throw ModelFailures.unsupported("custom_model_config");
                default -> in.skip();
            }
        }
        if (!list) {
            throw BadRequest.of("the config has no model_config_list");
        }
        return new ModelConfigs(rules);
    }

    private static void readList(ProtoReader in, Map<String, ModelRules> rules) {
        while (in.next()) {
            if (in.field() == 1) {
                readModel(in.part(), rules);
            } else {
                in.skip();
            }
            if (rules.size() > MAX_MODELS) {
                throw BadRequest.of("the config has more than " + MAX_MODELS + " models");
            }
        }
    }

    private static void readModel(ProtoReader in, Map<String, ModelRules> rules) {
        var name = "";
        VersionPolicy policy = new VersionPolicy.All();
        var labels = new HashMap<String, Long>();
        while (in.next()) {
            switch (in.field()) {
                case 1 -> name = in.text();
                case 7 -> policy = policy(in.part());
                case 8 -> label(in.part(), labels);
                default -> in.skip();
            }
        }
        if (name.isEmpty() || rules.put(name, new ModelRules(policy, labels)) != null) {
            throw BadRequest.of("a model of the config has no name, or another's");
        }
    }

    private static VersionPolicy policy(ProtoReader in) {
        VersionPolicy policy = new VersionPolicy.All();
        while (in.next()) {
            switch (in.field()) {
                case 100 -> policy = latest(in.part());
                case 101 -> {
                    in.skip();
                    policy = new VersionPolicy.All();
                }
                case 102 -> policy = specific(in.part());
                default -> in.skip();
            }
        }
        return policy;
    }

    private static VersionPolicy latest(ProtoReader in) {
        long count = 0;
        while (in.next()) {
            if (in.field() == 1) {
                count = in.varint();
            } else {
                in.skip();
            }
        }
        return latest(count);
    }

    /** TensorFlow Serving takes 0, or nothing, for one. */
    static VersionPolicy latest(long count) {
        if (count < 0 || count > Integer.MAX_VALUE) {
            throw BadRequest.of("num_versions is no count");
        }
        return new VersionPolicy.Latest(Math.max(1, (int) count));
    }

    private static VersionPolicy specific(ProtoReader in) {
        var numbers = new HashSet<Long>();
        while (in.next()) {
            if (in.field() != 1) {
                in.skip();
            } else if (in.packed()) {
                for (var list = in.part(); list.remaining() > 0; ) {
                    numbers.add(list.rawVarint());
                }
            } else {
                numbers.add(in.varint());
            }
            if (numbers.size() > MAX_MODELS) {
                throw BadRequest.of("a policy names more than " + MAX_MODELS + " versions");
            }
        }
        return new VersionPolicy.Specific(numbers);
    }

    private static void label(ProtoReader in, Map<String, Long> labels) {
        var label = "";
        long version = 0;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> label = in.text();
                case 2 -> version = in.varint();
                default -> in.skip();
            }
        }
        labels.put(label, version);
        if (labels.size() > MAX_MODELS) {
            throw BadRequest.of("a model has more than " + MAX_MODELS + " labels");
        }
    }
}
