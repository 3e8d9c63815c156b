package dev.rondo.base;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.io.IOContext;
import java.io.IOException;

/**
 * Parsers of JSON in UTF-8 only, as RFC 8259 (8.1) wants it between systems; to any other encoding
 * the text is malformed. A byte order mark is passed over, as the RFC allows.
 */
public final class Utf8JsonFactory extends JsonFactory {
    private static final long serialVersionUID = 1;

    public Utf8JsonFactory(JsonFactoryBuilder settings) {
        super(settings.disable(Feature.CHARSET_DETECTION));
    }

    private Utf8JsonFactory(Utf8JsonFactory original) {
        super(original, null);
    }

    @Override
    public JsonFactory copy() {
        return new Utf8JsonFactory(this);
    }

    @Override
    protected JsonParser _createParser(byte[] data, int offset, int length, IOContext context)
            throws IOException {
        boolean marked =
                length >= 3
                        && data[offset] == (byte) 0xef
                        && data[offset + 1] == (byte) 0xbb
                        && data[offset + 2] == (byte) 0xbf;
        int mark = marked ? 3 : 0;
        return super._createParser(data, offset + mark, length - mark, context);
    }
}
