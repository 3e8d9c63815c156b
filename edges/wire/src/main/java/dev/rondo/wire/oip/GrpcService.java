package dev.rondo.wire.oip;

import dev.rondo.hosting.ModelCatalogue;
import dev.rondo.http.GrpcMethod;
import dev.rondo.http.Http;
import dev.rondo.wire.shared.ModelFailures;

/** The gRPC service {@code inference.GRPCInferenceService}. */
final class GrpcService {
    private static final String NAME = "inference.GRPCInferenceService";
    private static final String SERVICE = "/" + NAME + "/";
    private static final String HEALTH = "/grpc.health.v1.Health/";

    private final GrpcInfer infer;
    private final GrpcModels models;
    private final GrpcTriton triton;
    private final GrpcHealth health;

    GrpcService(ModelCatalogue catalogue, String serverVersion) {
        infer = new GrpcInfer(catalogue);
        models = new GrpcModels(catalogue, serverVersion);
        triton = new GrpcTriton(catalogue);
        health = new GrpcHealth(catalogue, NAME);
    }

    void addTo(Http http) {
        http.grpc(SERVICE + "ModelInfer", infer);
        GrpcMethod.Stream stream = infer::stream;
        http.grpc(SERVICE + "ModelStreamInfer", stream);
        quick(http, "ServerLive", models::live);
        quick(http, "ServerReady", models::ready);
        quick(http, "ModelReady", models::modelReady);
        quick(http, "ServerMetadata", models::server);
        http.grpc(SERVICE + "ModelMetadata", new Described(models, models::model));
        http.grpc(SERVICE + "ModelConfig", new Described(models, models::config));
        quick(http, "ModelStatistics", models::statistics);
        quick(http, "RepositoryIndex", models::index);
        slow(http, "RepositoryModelLoad", models::load);
        slow(http, "RepositoryModelUnload", models::unload);
        quick(http, "TraceSetting", triton::traceSetting);
        quick(http, "LogSettings", triton::logSettings);
        for (var kind : new String[] {"System", "Cuda"}) {
            quick(http, kind + "SharedMemoryStatus", triton::memoryStatus);
            quick(http, kind + "SharedMemoryRegister", GrpcService::refuseMemory);
            quick(http, kind + "SharedMemoryUnregister", triton::unregister);
        }
        http.grpc(HEALTH + "Check", new Answered(health::check, true));
        GrpcMethod.Stream watch = health::watch;
        http.grpc(HEALTH + "Watch", watch);
    }

    private static byte[] refuseMemory(byte[] message) {
        throw ModelFailures.unsupported("shared memory");
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

    /** What is told of a model, which may have to be loaded for it. */
    private record Described(GrpcModels models, Call call) implements GrpcMethod.Unary {
        @Override
        public boolean immediate(byte[] message) {
            return models.loaded(message);
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
