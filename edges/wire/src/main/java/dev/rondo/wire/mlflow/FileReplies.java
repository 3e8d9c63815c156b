package dev.rondo.wire.mlflow;

import dev.rondo.base.RondoException;
import dev.rondo.http.Reply;
import dev.rondo.http.Request;
import dev.rondo.tracking.ArtifactContent;
import java.io.IOException;
import java.io.OutputStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** Sends a file, or the part of it that the request asks for, as a download. */
final class FileReplies {
    private static final int BUFFER = 1 << 16;

    private FileReplies() {}

    /** Takes the file over and closes it once it is sent. */
    static Reply send(Request request, ArtifactContent file) {
        var headers = headers(file);
        return switch (range(request, file, headers.get("ETag"))) {
            case ByteRange.Whole whole -> streamed(200, file, headers, 0, whole.length());
            case ByteRange.Part part -> {
                headers.put("Content-Range", part.of(file.size()));
                yield streamed(206, file, headers, part.first(), part.length());
            }
            case ByteRange.None _ -> {
                headers.put("Content-Range", "bytes */" + file.size());
                file.close();
                yield new Reply.Whole(416, "text/plain", new byte[0], headers);
            }
        };
    }

    /** What {@link #send} would have as headers. */
    static Reply describe(ArtifactContent file) {
        try (file) {
            var headers = headers(file);
            headers.put("Content-Length", Long.toString(file.size()));
            return new Reply.Whole(200, MediaTypes.of(file.path()), new byte[0], headers);
        }
    }

    /** A part of another version than the one that the client has begun with is of no use to it. */
    private static ByteRange range(Request request, ArtifactContent file, String tag) {
        var wanted = request.headers().get("If-Range");
        return wanted != null && !wanted.equals(tag)
                ? new ByteRange.Whole(file.size())
                : ByteRange.read(request.headers().get("Range"), file.size());
    }

    private static Map<String, String> headers(ArtifactContent file) {
        var headers = new HashMap<String, String>();
        headers.put("Content-Disposition", ContentDisposition.attachment(file.path()));
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Accept-Ranges", "bytes");
        headers.put(
                "Last-Modified",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        file.storedAt().atOffset(ZoneOffset.UTC)));
        var stored = file.storedAt();
        headers.put(
                "ETag",
                "\"%x.%x-%x\"".formatted(stored.getEpochSecond(), stored.getNano(), file.size()));
        return headers;
    }

    private static Reply streamed(
            int status, ArtifactContent file, Map<String, String> headers, long first, long length) {
        return new Reply.Streamed(
                status,
                MediaTypes.of(file.path()),
                OptionalLong.of(length),
                out -> copy(file, first, length, out),
                headers);
    }

    private static void copy(ArtifactContent file, long first, long length, OutputStream out)
            throws IOException {
        try (file) {
            var in = file.stream();
            in.skipNBytes(first);
            var buffer = new byte[BUFFER];
            for (long left = length; left > 0; ) {
                int count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
                if (count < 0) {
                    throw RondoException.internal("artifact.short", "the file ended too early");
                }
                out.write(buffer, 0, count);
                left -= count;
            }
        }
    }
}
