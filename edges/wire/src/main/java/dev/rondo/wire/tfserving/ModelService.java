package dev.rondo.wire.tfserving;

import dev.rondo.base.ProtoReader;
import dev.rondo.base.ProtoWriter;
import dev.rondo.hosting.ModelCatalogue;
import dev.rondo.hosting.VersionStatus;
import dev.rondo.wire.shared.BadRequest;

/** TensorFlow Serving's {@code ModelService}: the states of versions, and a new configuration. */
final class ModelService {
    private static final int UNAVAILABLE = 14;

    private final ModelCatalogue models;

    ModelService(ModelCatalogue models) {
        this.models = models;
    }

    byte[] status(byte[] message) {
        var spec = ModelSpec.of(message);
        var version = spec.version(models);
        var _ = models.ready(spec.name(), version);
        var out = new ProtoWriter();
        for (var each : models.index().reversed()) {
            if (each.name().equals(spec.name())
                    && (version.isEmpty() || version.equals(each.version()))) {
                out.message(1, line(each));
            }
        }
        return out.toBytes();
    }

    /** States are START 10, LOADING 20, AVAILABLE 30, UNLOADING 40 and END 50. */
    private static ProtoWriter line(VersionStatus version) {
        int state =
                switch (version.state()) {
                    case LOADING -> 20;
                    case READY -> 30;
                    case UNLOADING -> 40;
                    case UNAVAILABLE -> 50;
                };
        var status = new ProtoWriter();
        if (state == 50) {
            status.varint(1, UNAVAILABLE).text(2, version.reason());
        }
        return new ProtoWriter()
                .varint(1, Long.parseLong(version.version()))
                .varint(2, state)
                .message(3, status);
    }

    /**
     * Serves the models of the request's list from now on, by its version policies and labels.
     * Where they lie is not changed: the models are those of the repository that is served.
     */
    byte[] reload(byte[] message) {
        var in = new ProtoReader(message);
        ModelConfigs configs = null;
        while (in.next()) {
            if (in.field() == 1) {
                configs = ModelConfigs.read(in.part());
            } else {
                in.skip();
            }
        }
        if (configs == null) {
            throw BadRequest.of("the request has no config");
        }
        models.configure(configs.rules());
        return new ProtoWriter().message(1, new ProtoWriter()).toBytes();
    }
}
