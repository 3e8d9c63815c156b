package dev.rondo.wire.oip;

import dev.rondo.base.ProtoReader;
import dev.rondo.base.ProtoWriter;
import dev.rondo.base.RondoException;
import dev.rondo.hosting.ModelCatalogue;
import dev.rondo.hosting.ModelState;
import dev.rondo.hosting.ModelStatistics;
import dev.rondo.hosting.ModelStatistics.Total;
import dev.rondo.inference.TensorSpec;
import dev.rondo.wire.shared.ModelFailures;
import java.util.List;

/** What the gRPC service tells about the server and its models. */
final class GrpcModels {
    private final ModelCatalogue models;
    private final String serverVersion;

    GrpcModels(ModelCatalogue models, String serverVersion) {
        this.models = models;
        this.serverVersion = serverVersion;
    }

    /** Two texts in fields 1 and 2, which is what most requests consist of. */
    private record Names(String first, String second) {
        static Names read(byte[] message) {
            var in = new ProtoReader(message);
            var names = new String[] {"", ""};
            while (in.next()) {
                if (in.field() <= 2) {
                    names[in.field() - 1] = in.text();
                } else {
                    in.skip();
                }
            }
            return new Names(names[0], names[1]);
        }

        /**
         * KServe's clients put a model's name in field 1; Triton's put it in field 2, and the
         * repository's in field 1.
         */
        String toLoad() {
            return second.isEmpty() ? first : second;
        }
    }

    byte[] live(byte[] message) {
        return new ProtoWriter().flag(1, true).toBytes();
    }

    byte[] ready(byte[] message) {
        return new ProtoWriter().flag(1, models.ready()).toBytes();
    }

    /** Whether what a message asks about one model waits for nothing. */
    boolean loaded(byte[] message) {
        try {
            var names = Names.read(message);
            return models.loaded(names.first(), names.second());
        } catch (RondoException e) {
            return true;
        }
    }

    byte[] modelReady(byte[] message) {
        var names = Names.read(message);
        return new ProtoWriter().flag(1, models.ready(names.first(), names.second())).toBytes();
    }

    byte[] server(byte[] message) {
        return new ProtoWriter()
                .text(1, "rondo")
                .text(2, serverVersion)
                .texts(3, ModelRoutes.EXTENSIONS)
                .toBytes();
    }

    byte[] model(byte[] message) {
        var names = Names.read(message);
        var model = models.describe(names.first(), names.second());
        var out =
                new ProtoWriter()
                        .text(1, model.name())
                        .texts(2, model.versions())
                        .text(3, model.platform());
        model.inputs().forEach(spec -> out.message(4, metadata(spec)));
        model.outputs().forEach(spec -> out.message(5, metadata(spec)));
        return out.toBytes();
    }

    private static ProtoWriter metadata(TensorSpec spec) {
        return new ProtoWriter()
                .text(1, spec.name())
                .text(2, spec.type().name())
                .packed(3, sizes(spec));
    }

    private static long[] sizes(TensorSpec spec) {
        return spec.shape().stream().mapToLong(Long::longValue).toArray();
    }

    byte[] config(byte[] message) {
        var names = Names.read(message);
        var model = models.describe(names.first(), names.second());
        var allVersions = new ProtoWriter().message(2, new ProtoWriter());
        var config =
                new ProtoWriter()
                        .text(1, model.name())
                        .text(2, model.platform())
                        .message(3, allVersions);
        model.inputs().forEach(spec -> config.message(5, config(spec, 4)));
        model.outputs().forEach(spec -> config.message(6, config(spec, 3)));
        config.text(17, model.platform());
        return new ProtoWriter().message(1, config).toBytes();
    }

    private static ProtoWriter config(TensorSpec spec, int dimensions) {
        return new ProtoWriter()
                .text(1, spec.name())
                .varint(2, ConfigType.of(spec.type()).number)
                .packed(dimensions, sizes(spec));
    }

    byte[] statistics(byte[] message) {
        var names = Names.read(message);
        var name = names.first().isEmpty() ? null : names.first();
        var out = new ProtoWriter();
        models.statistics(name, names.second()).forEach(each -> out.message(1, statistics(each)));
        return out.toBytes();
    }

    private static ProtoWriter statistics(ModelStatistics model) {
        var totals = new ProtoWriter();
        var parts =
                List.of(
                        model.success(),
                        model.fail(),
                        model.queue(),
                        model.computeInput(),
                        model.computeInfer(),
                        model.computeOutput(),
                        new Total(0, 0),
                        new Total(0, 0));
        for (int i = 0; i < parts.size(); i++) {
            var part = parts.get(i);
            totals.message(
                    i + 1, new ProtoWriter().varint(1, part.count()).varint(2, part.nanos()));
        }
        return new ProtoWriter()
                .text(1, model.name())
                .text(2, model.version())
                .varint(3, model.lastInferenceMillis())
                .varint(4, model.success().count())
                .varint(5, model.detail().executions())
                .message(6, totals);
    }

    byte[] index(byte[] message) {
        var in = new ProtoReader(message);
        boolean onlyReady = false;
        while (in.next()) {
            if (in.field() == 2) {
                onlyReady = in.flag();
            } else {
                in.skip();
            }
        }
        var out = new ProtoWriter();
        for (var version : models.index()) {
            if (!onlyReady || version.state() == ModelState.READY) {
                out.message(
                        1,
                        new ProtoWriter()
                                .text(1, version.name())
                                .text(2, version.version())
                                .text(3, version.state().name())
                                .text(4, version.reason()));
            }
        }
        return out.toBytes();
    }

    byte[] load(byte[] message) {
        var name = Names.read(message).toLoad();
        refuseContent(new ProtoReader(message));
        models.load(name);
        return done(name);
    }

    /** A model's configuration or files, in the parameters of a request to load it. */
    private static void refuseContent(ProtoReader in) {
        while (in.next()) {
            if (in.field() != 3) {
                in.skip();
                continue;
            }
            var entry = in.part();
            while (entry.next()) {
                if (entry.field() != 1) {
                    entry.skip();
                    continue;
                }
                var key = entry.text();
                if (key.equals("config") || key.startsWith("file:")) {
                    throw ModelFailures.unsupported("loading a model from the request");
                }
            }
        }
    }

    byte[] unload(byte[] message) {
        var name = Names.read(message).toLoad();
        models.unload(name);
        return done(name);
    }

    /** As KServe answers; Triton's clients pass over both fields. */
    private static byte[] done(String name) {
        return new ProtoWriter().text(1, name).flag(2, true).toBytes();
    }
}
