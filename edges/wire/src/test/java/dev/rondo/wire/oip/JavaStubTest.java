package dev.rondo.wire.oip;

import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_BOOL;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_BYTES;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_INT32;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_INT64;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_MESSAGE;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_STRING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import dev.rondo.wire.rows.ModelHttp;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** gRPC's own Java client, with messages that are described here as the protocol has them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JavaStubTest {
    private final ModelHttp server;
    private final ManagedChannel channel;
    private final FileDescriptor file;

    JavaStubTest(@TempDir Path root) throws IOException, DescriptorValidationException {
        server =
                new ModelHttp(
                        root, (models, http) -> new OipRoutes(models, "1").addTo(http), "plain");
        channel = NettyChannelBuilder.forAddress("127.0.0.1", server.port()).usePlaintext().build();
        file = FileDescriptor.buildFrom(described(), new FileDescriptor[0]);
    }

    @AfterAll
    void stop() throws InterruptedException {
        assertThat(channel.shutdownNow().awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        server.close();
    }

    private static FileDescriptorProto described() {
        return FileDescriptorProto.newBuilder()
                .setName("oip.proto")
                .setPackage("inference")
                .setSyntax("proto3")
                .addMessageType(message("Nothing"))
                .addMessageType(message("Flag", field("value", 1, TYPE_BOOL, false)))
                .addMessageType(message("Status", field("status", 1, TYPE_INT32, false)))
                .addMessageType(
                        message(
                                "Tensor",
                                field("name", 1, TYPE_STRING, false),
                                field("datatype", 2, TYPE_STRING, false),
                                field("shape", 3, TYPE_INT64, true)))
                .addMessageType(
                        message(
                                "Request",
                                field("model_name", 1, TYPE_STRING, false),
                                field("id", 3, TYPE_STRING, false),
                                tensors("inputs", 5),
                                field("raw", 7, TYPE_BYTES, true)))
                .addMessageType(
                        message(
                                "Response",
                                field("model_name", 1, TYPE_STRING, false),
                                field("id", 3, TYPE_STRING, false),
                                tensors("outputs", 5),
                                field("raw", 6, TYPE_BYTES, true)))
                .addMessageType(
                        message(
                                "Streamed",
                                field("error", 1, TYPE_STRING, false),
                                FieldDescriptorProto.newBuilder()
                                        .setName("response")
                                        .setNumber(2)
                                        .setType(TYPE_MESSAGE)
                                        .setTypeName(".inference.Response")
                                        .build()))
                .build();
    }

    private static DescriptorProto message(String name, FieldDescriptorProto... fields) {
        return DescriptorProto.newBuilder().setName(name).addAllField(List.of(fields)).build();
    }

    private static FieldDescriptorProto field(
            String name, int number, FieldDescriptorProto.Type type, boolean many) {
        return FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setType(type)
                .setLabel(
                        many
                                ? FieldDescriptorProto.Label.LABEL_REPEATED
                                : FieldDescriptorProto.Label.LABEL_OPTIONAL)
                .build();
    }

    private static FieldDescriptorProto tensors(String name, int number) {
        return field(name, number, TYPE_MESSAGE, true).toBuilder()
                .setTypeName(".inference.Tensor")
                .build();
    }

    private Descriptor type(String name) {
        return file.findMessageTypeByName(name);
    }

    private MethodDescriptor<DynamicMessage, DynamicMessage> method(
            String name, MethodType kind, String request, String response) {
        return MethodDescriptor.<DynamicMessage, DynamicMessage>newBuilder()
                .setFullMethodName(name)
                .setType(kind)
                .setRequestMarshaller(
                        ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(type(request))))
                .setResponseMarshaller(
                        ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(type(response))))
                .build();
    }

    private DynamicMessage request(String model, String id) {
        var tensor = DynamicMessage.newBuilder(type("Tensor"));
        tensor.setField(type("Tensor").findFieldByName("name"), "input");
        tensor.setField(type("Tensor").findFieldByName("datatype"), "FP32");
        tensor.addRepeatedField(type("Tensor").findFieldByName("shape"), 1L);
        tensor.addRepeatedField(type("Tensor").findFieldByName("shape"), 3L);
        var row = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        row.putFloat(1).putFloat(2).putFloat(3).flip();
        var made = DynamicMessage.newBuilder(type("Request"));
        made.setField(type("Request").findFieldByName("model_name"), model);
        made.setField(type("Request").findFieldByName("id"), id);
        made.addRepeatedField(type("Request").findFieldByName("inputs"), tensor.build());
        made.addRepeatedField(type("Request").findFieldByName("raw"), ByteString.copyFrom(row));
        return made.build();
    }

    private DynamicMessage infer(String model, CallOptions options) {
        var method =
                method(
                        "inference.GRPCInferenceService/ModelInfer",
                        MethodType.UNARY,
                        "Request",
                        "Response");
        return ClientCalls.blockingUnaryCall(channel, method, options, request(model, "mine"));
    }

    private Object field(DynamicMessage message, String name) {
        return message.getField(message.getDescriptorForType().findFieldByName(name));
    }

    @Test
    void oneRow() {
        var answer = infer("plain", CallOptions.DEFAULT.withDeadlineAfter(30, TimeUnit.SECONDS));
        assertThat(field(answer, "id")).isEqualTo("mine");
        var raw = (ByteString) ((List<?>) field(answer, "raw")).getFirst();
        var value = raw.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).getFloat();
        assertThat(value).isEqualTo(321);
        var packed = infer("plain", CallOptions.DEFAULT.withCompression("gzip"));
        assertThat(packed).isEqualTo(answer);
    }

    @Test
    void anErrorHasItsStatusAndAText() {
        assertThatThrownBy(() -> infer("other", CallOptions.DEFAULT))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        e -> {
                            assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
                            assertThat(e.getStatus().getDescription()).contains("no model");
                        });
        var unknown =
                method(
                        "inference.GRPCInferenceService/Other",
                        MethodType.UNARY,
                        "Nothing",
                        "Nothing");
        var nothing = DynamicMessage.getDefaultInstance(type("Nothing"));
        assertThatThrownBy(() ->
                        ClientCalls.blockingUnaryCall(
                                channel, unknown, CallOptions.DEFAULT, nothing))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        e ->
                                assertThat(e.getStatus().getCode())
                                        .isEqualTo(Status.Code.UNIMPLEMENTED));
    }

    @Test
    void aStreamGoesOnAfterAnError() throws InterruptedException {
        var method =
                method(
                        "inference.GRPCInferenceService/ModelStreamInfer",
                        MethodType.BIDI_STREAMING,
                        "Request",
                        "Streamed");
        var answers = new LinkedBlockingQueue<DynamicMessage>();
        var ends = new LinkedBlockingQueue<String>();
        var requests =
                ClientCalls.asyncBidiStreamingCall(
                        channel.newCall(method, CallOptions.DEFAULT), observer(answers, ends));
        for (var model : List.of("plain", "other", "plain")) {
            requests.onNext(request(model, model));
        }
        requests.onCompleted();
        assertThat(ends.poll(30, TimeUnit.SECONDS)).isEqualTo("completed");
        assertThat(answers).hasSize(3);
        for (var model : List.of("plain", "other", "plain")) {
            var answer = answers.take();
            assertThat(field((DynamicMessage) field(answer, "response"), "id")).isEqualTo(model);
            assertThat(field(answer, "error").toString().isEmpty())
                    .isEqualTo(model.equals("plain"));
        }
    }

    private static StreamObserver<DynamicMessage> observer(
            LinkedBlockingQueue<DynamicMessage> answers, LinkedBlockingQueue<String> ends) {
        return new StreamObserver<>() {
            @Override
            public void onNext(DynamicMessage answer) {
                answers.add(answer);
            }

            @Override
            public void onError(Throwable failure) {
                ends.add(failure.toString());
            }

            @Override
            public void onCompleted() {
                ends.add("completed");
            }
        };
    }

    @Test
    void healthIsWatchedUntilTheClientGoes() throws InterruptedException {
        var method =
                method(
                        "grpc.health.v1.Health/Watch",
                        MethodType.SERVER_STREAMING,
                        "Nothing",
                        "Status");
        var answers = new LinkedBlockingQueue<DynamicMessage>();
        var ends = new LinkedBlockingQueue<String>();
        var call = channel.newCall(method, CallOptions.DEFAULT);
        var nothing = DynamicMessage.getDefaultInstance(type("Nothing"));
        ClientCalls.asyncServerStreamingCall(call, nothing, observer(answers, ends));
        var first = answers.poll(30, TimeUnit.SECONDS);
        assertThat(first).isNotNull();
        assertThat(field(first, "status")).isEqualTo(1);
        assertThat(ends).isEmpty();
        call.cancel("enough", null);
        assertThat(ends.poll(30, TimeUnit.SECONDS)).contains("CANCELLED");
    }

    @Test
    void live() {
        var method =
                method(
                        "inference.GRPCInferenceService/ServerLive",
                        MethodType.UNARY,
                        "Nothing",
                        "Flag");
        var nothing = DynamicMessage.getDefaultInstance(type("Nothing"));
        var answer = ClientCalls.blockingUnaryCall(channel, method, CallOptions.DEFAULT, nothing);
        assertThat(field(answer, "value")).isEqualTo(true);
    }
}
