package dev.rondo.wire.reflection;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.rondo.wire.rows.ModelHttp;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** gRPC's own stubs with the messages that the server itself describes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReflectionGrpcTest {
    private static final String V1 = "grpc.reflection.v1";

    private final Descriptors known = Descriptors.load();
    private final ModelHttp server;
    private final ManagedChannel channel;

    ReflectionGrpcTest(@TempDir Path root) throws IOException {
        server = new ModelHttp(root, (_, http) -> new ReflectionGrpc().addTo(http), "plain");
        channel = NettyChannelBuilder.forAddress("127.0.0.1", server.port()).usePlaintext().build();
    }

    @AfterAll
    void stop() throws InterruptedException {
        assertThat(channel.shutdownNow().awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        server.close();
    }

    /** As protobuf itself builds it, which checks every type that it refers to. */
    private FileDescriptor built(String name) throws Exception {
        var bytes = Objects.requireNonNull(known.file(name)).iterator().next();
        var file = FileDescriptorProto.parseFrom(bytes);
        var dependencies = new FileDescriptor[file.getDependencyCount()];
        for (int i = 0; i < dependencies.length; i++) {
            dependencies[i] = built(file.getDependency(i));
        }
        return FileDescriptor.buildFrom(file, dependencies);
    }

    private DynamicMessage ask(String service, String field, Object value) throws Exception {
        var file =
                built(
                        "grpc/reflection/"
                                + service.replace("grpc.reflection.", "")
                                + "/reflection.proto");
        var type = file.findMessageTypeByName("ServerReflectionRequest");
        var request =
                DynamicMessage.newBuilder(type)
                        .setField(type.findFieldByName("host"), "here")
                        .setField(type.findFieldByName(field), value)
                        .build();
        var method =
                MethodDescriptor.<DynamicMessage, DynamicMessage>newBuilder()
                        .setFullMethodName(service + ".ServerReflection/ServerReflectionInfo")
                        .setType(MethodType.SERVER_STREAMING)
                        .setRequestMarshaller(marshaller(type))
                        .setResponseMarshaller(
                                marshaller(file.findMessageTypeByName("ServerReflectionResponse")))
                        .build();
        var answers =
                ClientCalls.blockingServerStreamingCall(
                        channel, method, CallOptions.DEFAULT, request);
        var answer = answers.next();
        assertThat(answers.hasNext()).isFalse();
        assertThat(field(answer, "valid_host")).isEqualTo("here");
        assertThat(field(answer, "original_request")).isEqualTo(request);
        return answer;
    }

    private static MethodDescriptor.Marshaller<DynamicMessage> marshaller(Descriptor type) {
        return ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(type));
    }

    private static Object field(DynamicMessage message, String name) {
        return message.getField(message.getDescriptorForType().findFieldByName(name));
    }

    private static Stream<String> files(DynamicMessage answer) {
        var response = (DynamicMessage) field(answer, "file_descriptor_response");
        return ((List<?>) field(response, "file_descriptor_proto"))
                .stream().map(bytes -> name((com.google.protobuf.ByteString) bytes));
    }

    private static String name(com.google.protobuf.ByteString bytes) {
        try {
            return FileDescriptorProto.parseFrom(bytes).getName();
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {V1, "grpc.reflection.v1alpha"})
    void services(String version) throws Exception {
        var listed =
                (DynamicMessage) field(ask(version, "list_services", ""), "list_services_response");
        assertThat((List<?>) field(listed, "service"))
                .extracting(each -> field((DynamicMessage) each, "name"))
                .containsExactly(
                        "grpc.health.v1.Health",
                        "grpc.reflection.v1.ServerReflection",
                        "grpc.reflection.v1alpha.ServerReflection",
                        "inference.GRPCInferenceService",
                        "tensorflow.serving.ModelService",
                        "tensorflow.serving.PredictionService");
    }

    @Test
    void whatIsToldStandsByItself() throws Exception {
        for (var service : known.services()) {
            var files = files(ask(V1, "file_containing_symbol", service)).toList();
            var built = built(files.getFirst());
            assertThat(files).doesNotHaveDuplicates().contains(built.getName());
            var name = service.substring(service.lastIndexOf('.') + 1);
            assertThat(built.findServiceByName(name)).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "inference.ModelInferRequest.InferInputTensor",
                "inference.ModelInferRequest.model_name",
                "inference.GRPCInferenceService.ModelInfer",
                "inference.DataType",
                "inference.TYPE_FP32",
                "tensorflow.Feature.kind",
                "tensorflow.serving.ModelVersionStatus.State.AVAILABLE",
                "tensorflow.serving.ModelVersionStatus.AVAILABLE",
            })
    void symbolsOfEveryKind(String symbol) throws Exception {
        var answer = ask(V1, "file_containing_symbol", symbol);
        boolean wrong = symbol.contains("State.AVAILABLE");
        assertThat(code(answer)).isEqualTo(wrong ? 5 : 0);
    }

    private static int code(DynamicMessage answer) {
        return (int) field((DynamicMessage) field(answer, "error_response"), "error_code");
    }

    @Test
    @DisplayName("rule 11.1: what is not there is told in the stream, which goes on")
    void mistakes() throws Exception {
        assertThat(code(ask(V1, "file_by_filename", "none.proto"))).isEqualTo(5);
        assertThat(code(ask(V1, "file_containing_symbol", "none"))).isEqualTo(5);
        assertThat(code(ask(V1, "all_extension_numbers_of_type", "none"))).isEqualTo(5);
        var numbers = ask(V1, "all_extension_numbers_of_type", "tensorflow.Feature");
        var told = (DynamicMessage) field(numbers, "all_extension_numbers_response");
        assertThat(field(told, "base_type_name")).isEqualTo("tensorflow.Feature");
        assertThat(files(ask(V1, "file_by_filename", "google/protobuf/any.proto")))
                .containsExactly("google/protobuf/any.proto");
    }
}
