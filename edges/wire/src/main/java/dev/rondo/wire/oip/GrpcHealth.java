package dev.rondo.wire.oip;

import dev.rondo.base.ProtoReader;
import dev.rondo.base.ProtoWriter;
import dev.rondo.base.RondoException;
import dev.rondo.hosting.ModelCatalogue;
import dev.rondo.http.GrpcMethod;

/** gRPC's own health checks, which orchestrators ask: of the whole server, or of the service. */
final class GrpcHealth {
    private static final int SERVING = 1;
    private static final int NOT_SERVING = 2;
    private static final int SERVICE_UNKNOWN = 3;
    private static final int LOOK_EVERY_MILLIS = 250;

    private final ModelCatalogue models;
    private final String service;

    GrpcHealth(ModelCatalogue models, String service) {
        this.models = models;
        this.service = service;
    }

    byte[] check(byte[] message) {
        int status = status(name(message));
        if (status == SERVICE_UNKNOWN) {
            throw RondoException.notFound("grpc.unknown_service", "there is no such service here");
        }
        return answer(status);
    }

    /** Tells the status, and every other one that follows, until the client goes. */
    void watch(byte[] message, GrpcMethod.Output out) throws Exception {
        var name = name(message);
        int told = 0;
        while (out.open()) {
            int status = status(name);
            if (status != told) {
                out.send(answer(status));
                told = status;
            }
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
    }

    private int status(String name) {
        if (!name.isEmpty() && !name.equals(service)) {
            return SERVICE_UNKNOWN;
        }
        return models.ready() ? SERVING : NOT_SERVING;
    }

    private static byte[] answer(int status) {
        return new ProtoWriter().varint(1, status).toBytes();
    }

    private static String name(byte[] message) {
        var in = new ProtoReader(message);
        var name = "";
        while (in.next()) {
            if (in.field() == 1) {
                name = in.text();
            } else {
                in.skip();
            }
        }
        return name;
    }
}
