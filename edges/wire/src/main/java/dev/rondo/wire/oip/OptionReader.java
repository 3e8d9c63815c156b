package dev.rondo.wire.oip;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rondo.inference.InferenceOptions;
import dev.rondo.wire.shared.BadRequest;
import dev.rondo.wire.shared.ModelFailures;
import java.io.IOException;

/**
 * The parameters of a request that say how it is answered. A priority is passed over, as Triton
 * passes over one where a model has no levels of it.
 */
final class OptionReader {
    private static final long MOST_MICROS = 86_400_000_000L;

    private boolean margin;
    private long timeoutMicros;

    void margin(boolean wanted) {
        margin = wanted;
    }

    /** How long the caller waits, in microseconds; 0 for any time. */
    void timeout(long micros) {
        if (micros < 0) {
            throw BadRequest.of("the parameter timeout is negative");
        }
        timeoutMicros = Math.min(micros, MOST_MICROS);
    }

    /** Refuses a request of a sequence; none has the id 0, or an empty one. */
    static void sequence(String id) {
        if (!id.isEmpty() && !id.equals("0")) {
            throw ModelFailures.unsupported("a sequence of requests");
        }
    }

    /** How many of an output's best scores are wanted. */
    static int classes(long count) {
        if (count < 0 || count > Integer.MAX_VALUE) {
            throw BadRequest.of("the parameter classification is no count");
        }
        return (int) count;
    }

    /** The whole number at which the parser stands. */
    static long number(JsonParser in) throws IOException {
        if (in.currentToken() != JsonToken.VALUE_NUMBER_INT
                || in.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw BadRequest.of("a parameter is no whole number");
        }
        return in.getLongValue();
    }

    InferenceOptions finished() {
        return margin || timeoutMicros > 0
                ? new InferenceOptions(margin).within(1_000 * timeoutMicros)
                : InferenceOptions.DEFAULT;
    }
}
