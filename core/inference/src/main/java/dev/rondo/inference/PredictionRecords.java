package dev.rondo.inference;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.rondo.base.RondoException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Prediction records as JSON bytes, the form that the journal keeps. Doubles and floats come back
 * to the same bits. A reader passes over fields that it does not know, so a later version may add
 * some; the leading {@code format} grows only when an old reader would go wrong.
 */
public final class PredictionRecords {
    static final int FORMAT = 1;

    /** How deep values of a row may nest; rows that fit a signature do not nest at all. */
    static final int MAX_DEPTH = 100;

    private static final JsonFactory FACTORY =
            new JsonFactoryBuilder()
                    .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                    .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                    .build();

    private PredictionRecords() {}

    /** The id is written only when the record has one, that is for display. */
    public static byte[] encode(PredictionRecord record) {
        var bytes = new ByteArrayOutputStream(1024);
        try (var json = FACTORY.createGenerator(bytes)) {
            new PredictionWriter(json).write(record);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @param address where the bytes stood; it becomes the record's id
     * @throws RondoException of kind INTERNAL when the bytes are no record, or one of a later
     *     format
     */
    public static PredictionRecord decode(PredictionId address, byte[] bytes) {
        try (var json = FACTORY.createParser(bytes)) {
            return new PredictionReader(json).read(address.toString());
        } catch (JsonProcessingException e) {
            throw unreadable("it is not JSON").at(address.toString()).causedBy(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RondoException e) {
            throw e.at(address.toString());
        }
    }

    static RondoException unreadable(String why) {
        return RondoException.internal("record.unreadable", "the prediction record cannot be read")
                .because(why)
                .next("read it with the version of Rondo that wrote it, or a newer one");
    }
}
