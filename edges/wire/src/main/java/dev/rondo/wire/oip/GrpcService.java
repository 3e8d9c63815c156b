package dev.rondo.wire.oip;

import dev.rondo.hosting.ModelCatalogue;
import dev.rondo.http.GrpcMethod;
import dev.rondo.http.Http;

/** The gRPC service {@code inference.GRPCInferenceService}. */
final class GrpcService {
    private static final String SERVICE = "/inference.GRPCInferenceService/";

    private final GrpcInfer infer;
    private final GrpcModels models;

    GrpcService(ModelCatalogue catalogue, String serverVersion) {
        infer = new GrpcInfer(catalogue);
        models = new GrpcModels(catalogue, serverVersion);
    }

    void addTo(Http http) {
        http.grpc(SERVICE + "ModelInfer", infer);
        GrpcMethod.Stream stream = infer::stream;
        http.grpc(SERVICE + "ModelStreamInfer", stream);
        quick(http, "ServerLive", models::live);
        quick(http, "ServerReady", models::ready);
        quick(http, "ModelReady", models::modelReady);
        quick(http, "ServerMetadata", models::server);
        quick(http, "ModelMetadata", models::model);
        quick(http, "ModelConfig", models::config);
        quick(http, "ModelStatistics", models::statistics);
        quick(http, "RepositoryIndex", models::index);
        http.grpc("/grpc.health.v1.Health/Check", new Answered(models::health, true));
        slow(http, "RepositoryModelLoad", models::load);
        slow(http, "RepositoryModelUnload", models::unload);
    }

    /** Bytes of a message in, bytes out. */
    private interface Call {
        byte[] answer(byte[] message);
    }

    private record Answered(Call call, boolean waitsForNothing) implements GrpcMethod.Unary {
        @Override
        public boolean immediate(byte[] message) {
            return waitsForNothing;
        }

        @Override
        public byte[] answer(byte[] message) {
            return call.answer(message);
        }
    }

    private static void quick(Http http, String method, Call call) {
        http.grpc(SERVICE + method, new Answered(call, true));
    }

    private static void slow(Http http, String method, Call call) {
        http.grpc(SERVICE + method, new Answered(call, false));
    }
}
