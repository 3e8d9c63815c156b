package dev.rondo.http;

import dev.rondo.base.RondoException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** The two content codings that are spoken, named as in headers; deflate is zlib's format. */
enum Coding {
    GZIP,
    DEFLATE;

    /** Smaller bodies are sent as they are: packing would cost more than it saves. */
    static final int WORTH_IT = 1 << 10;

    private static final int BUFFER = 8 << 10;

    /**
     * The coding of this name; none for a missing header and for {@code identity}.
     *
     * @throws RondoException of kind USER for another
     */
    static Optional<Coding> named(@Nullable String header) {
        var name = header == null ? "" : header.strip().toLowerCase(Locale.ROOT);
        return switch (name) {
            case "", "identity" -> Optional.empty();
            case "gzip", "x-gzip" -> Optional.of(GZIP);
            case "deflate" -> Optional.of(DEFLATE);
            default ->
                    throw RondoException.user("http.coding", "the body's coding is not known here")
                            .next("send it as gzip, as deflate or as it is");
        };
    }

    /** The coding that an Accept-Encoding header prefers; gzip where both are as welcome. */
    static Optional<Coding> accepted(@Nullable String header) {
        double gzip = header == null ? 0 : weight(header, "gzip");
        double deflate = header == null ? 0 : weight(header, "deflate");
        if (gzip <= 0 && deflate <= 0) {
            return Optional.empty();
        }
        return Optional.of(gzip >= deflate ? GZIP : DEFLATE);
    }

    private static double weight(String header, String coding) {
        for (var choice : header.toLowerCase(Locale.ROOT).split(",", 20)) {
            var parts = choice.strip().split(";", 2);
            if (parts[0].strip().equals(coding)) {
                return parts.length == 1 ? 1 : quality(parts[1].strip());
            }
        }
        return 0;
    }

    private static double quality(String parameter) {
        try {
            return parameter.startsWith("q=") ? Double.parseDouble(parameter.substring(2)) : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    String header() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Unpacks a body.
     *
     * @param share grows with what comes out
     * @throws RondoException of kind LIMIT when it is larger than the limit; of kind USER when it
     *     is not of this coding
     */
    byte[] unpack(byte[] packed, int limit, Memory.Share share) {
        try (var in = reader(packed)) {
            var out = new ByteArrayOutputStream();
            var buffer = new byte[BUFFER];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (out.size() + (long) count > limit) {
                    throw HttpErrors.tooLarge(limit);
                }
                share.grow(count);
                out.write(buffer, 0, count);
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw RondoException.user("http.coding", "the body is not " + header())
                    .next("send what the Content-Encoding header says")
                    .causedBy(e);
        }
    }

    private InputStream reader(byte[] packed) throws IOException {
        var in = new ByteArrayInputStream(packed);
        return this == GZIP ? new GZIPInputStream(in, BUFFER) : new InflaterInputStream(in);
    }

    byte[] pack(byte[] body) {
        var out = new ByteArrayOutputStream(body.length / 2);
        try (var packing = writer(out)) {
            packing.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private OutputStream writer(OutputStream out) throws IOException {
        return this == GZIP ? new GZIPOutputStream(out, BUFFER) : new DeflaterOutputStream(out);
    }
}
