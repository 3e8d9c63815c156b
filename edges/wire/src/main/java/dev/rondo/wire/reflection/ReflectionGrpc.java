package dev.rondo.wire.reflection;

import dev.rondo.base.ProtoReader;
import dev.rondo.base.ProtoWriter;
import dev.rondo.http.GrpcMethod;
import dev.rondo.http.Http;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The services {@code grpc.reflection.v1.ServerReflection} and that of {@code v1alpha}, which have
 * the same messages.
 *
 * <pre>{@code
 * new ReflectionGrpc().addTo(http);
 * }</pre>
 */
public final class ReflectionGrpc {
    private static final String METHOD = ".ServerReflection/ServerReflectionInfo";
    private static final int NOT_FOUND = 5;
    private static final int INVALID_ARGUMENT = 3;

    // Fields of a request.
    private static final int HOST = 1;
    private static final int BY_NAME = 3;
    private static final int BY_SYMBOL = 4;
    private static final int BY_EXTENSION = 5;
    private static final int EXTENSIONS_OF = 6;
    private static final int LIST = 7;

    // Fields of an answer.
    private static final int VALID_HOST = 1;
    private static final int ORIGINAL = 2;
    private static final int FILES = 4;
    private static final int EXTENSION_NUMBERS = 5;
    private static final int SERVICES = 6;
    private static final int ERROR = 7;

    /** Read when somebody asks. */
    private static final class Known {
        static final Descriptors DESCRIPTORS = Descriptors.load();
    }

    /** Adds both services. */
    public void addTo(Http http) {
        GrpcMethod.Stream info = (message, out) -> out.send(answer(message));
        http.grpc("/grpc.reflection.v1" + METHOD, info);
        http.grpc("/grpc.reflection.v1alpha" + METHOD, info);
    }

    private static byte[] answer(byte[] message) {
        var answer = new ProtoWriter();
        var result = new ProtoWriter();
        int kind = ERROR;
        var in = new ProtoReader(message);
        while (in.next()) {
            switch (in.field()) {
                case HOST -> answer.text(VALID_HOST, in.text());
                case BY_NAME, BY_SYMBOL, BY_EXTENSION, EXTENSIONS_OF, LIST -> {
                    result = new ProtoWriter();
                    kind = result(in, result);
                }
                default -> in.skip();
            }
        }
        if (result.toBytes().length == 0 && kind == ERROR) {
            error(result, INVALID_ARGUMENT, "the request asks for nothing");
        }
        return answer.bytes(ORIGINAL, message).message(kind, result).toBytes();
    }

    /** Answers the one question of a request, and says which field of the answer that is. */
    private static int result(ProtoReader in, ProtoWriter result) {
        var known = Known.DESCRIPTORS;
        return switch (in.field()) {
            case BY_NAME -> files(known.file(in.text()), "there is no file of this name", result);
            case BY_SYMBOL ->
                    files(known.fileOf(in.text()), "there is no symbol of this name", result);
            case BY_EXTENSION -> {
                in.skip();
                yield error(result, NOT_FOUND, "there are no extensions here");
            }
            case EXTENSIONS_OF -> {
                var type = in.text();
                if (!known.isMessage(type)) {
                    yield error(result, NOT_FOUND, "there is no message of this name");
                }
                result.text(1, type);
                yield EXTENSION_NUMBERS;
            }
            default -> {
                in.skip();
                for (var service : known.services()) {
                    result.message(1, new ProtoWriter().texts(1, List.of(service)));
                }
                yield SERVICES;
            }
        };
    }

    private static int files(
            @Nullable Collection<byte[]> files, String otherwise, ProtoWriter result) {
        if (files == null) {
            return error(result, NOT_FOUND, otherwise);
        }
        files.forEach(file -> result.bytes(1, file));
        return FILES;
    }

    private static int error(ProtoWriter result, int code, String message) {
        result.varint(1, code).text(2, message);
        return ERROR;
    }
}
