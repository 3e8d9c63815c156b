package dev.rondo.wire.oip;

import dev.rondo.base.ProtoReader;
import dev.rondo.base.RondoException;
import dev.rondo.hosting.ModelCatalogue;

/** What Triton's gRPC service has beside the protocol; see {@link TritonRoutes}. */
final class GrpcTriton {
    private final ModelCatalogue models;

    GrpcTriton(ModelCatalogue models) {
        this.models = models;
    }

    byte[] logSettings(byte[] message) {
        return Settings.LOG.log(message);
    }

    byte[] traceSetting(byte[] message) {
        var model = text(message, 2);
        if (!model.isEmpty()) {
            var _ = models.ready(model, null);
        }
        return Settings.TRACE.trace(message);
    }

    /** A map of regions by name, of which there are none. */
    byte[] memoryStatus(byte[] message) {
        if (!text(message, 1).isEmpty()) {
            throw RondoException.notFound(
                    "memory.unknown", "there is no such region of shared memory");
        }
        return new byte[0];
    }

    byte[] unregister(byte[] message) {
        return new byte[0];
    }

    private static String text(byte[] message, int field) {
        var in = new ProtoReader(message);
        var text = "";
        while (in.next()) {
            if (in.field() == field) {
                text = in.text();
            } else {
                in.skip();
            }
        }
        return text;
    }
}
