package dev.rondo.wire.mlflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rondo.base.RondoException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads single values as protobuf's JSON form has them, exactly or not at all: a whole number is a
 * JSON number without a fraction or a text of digits, a floating-point number is a JSON number or
 * its text. What cannot be read exactly is refused in MLflow's words.
 */
final class Values {
    static final String SEE_DOCUMENTATION =
            " See the API docs for more information about request parameters.";

    private static final ObjectWriter SHOWN =
            JsonMapper.builder()
                    .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .build()
                    .writer();
    private static final int MOST_SHOWN = 2_000;
    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,19}");

    private static final Pattern NUMBER =
            Pattern.compile(
                    "[+-]?(?:[0-9]{1,400}\\.?[0-9]{0,400}|\\.[0-9]{1,400})(?:[eE][+-]?[0-9]{1,6})?");

    /** Digits before the decimal point of the longest number that may still fit in 64 bits. */
    private static final int LONGEST = 19;

    private Values() {}

    static String text(JsonNode value, String name) {
        if (!value.isTextual()) {
            throw invalid(value, name);
        }
        return storable(value.textValue(), name);
    }

    /** A character that UTF-8 or a database cannot hold would come back as another one. */
    static String storable(String text, String name) {
        var fault = fault(text);
        if (fault != null) {
            throw unstorable(name, fault);
        }
        return text;
    }

    /** What is wrong with a text that cannot be stored; null when nothing is. */
    static @Nullable String fault(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return "the character U+0000";
            }
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return "half of a surrogate pair";
                }
                i++;
            }
        }
        return null;
    }

    static RondoException unstorable(String name, String what) {
        return RondoException.user(
                "mlflow.text",
                "Parameter '" + name + "' holds " + what + ", which cannot be kept.");
    }

    static long integer(JsonNode value, String name) {
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return value.longValue();
        }
        if (value.isBigDecimal()) {
            return whole(value, name);
        }
        if (value.isTextual() && WHOLE.matcher(value.textValue()).matches()) {
            try {
                return Long.parseLong(value.textValue());
            } catch (NumberFormatException e) {
                throw invalid(value, name);
            }
        }
        throw invalid(value, name);
    }

    /**
     * 1700000000000.0 is a whole number; the size is checked first, since 1e999999999 is one too.
     */
    private static long whole(JsonNode value, String name) {
        BigDecimal number = value.decimalValue();
        if (number.signum() == 0) {
            return 0;
        }
        if ((long) number.precision() - number.scale() > LONGEST) {
            throw invalid(value, name);
        }
        try {
            return number.longValueExact();
        } catch (ArithmeticException e) {
            throw invalid(value, name);
        }
    }

    /** A number given as text: digits, {@code NaN}, {@code Infinity} or {@code -Infinity}. */
    static double floating(String text, JsonNode value, String name) {
        return switch (text) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> finite(text, value, name);
        };
    }

    private static double finite(String text, JsonNode value, String name) {
        if (!NUMBER.matcher(text).matches()) {
            throw invalid(value, name);
        }
        double number = Double.parseDouble(text);
        if (Double.isInfinite(number)) {
            throw invalid(value, name);
        }
        return number;
    }

    /** A run's id, which old clients send by another name. */
    static String runId(@Nullable String runId, @Nullable String runUuid) {
        var id = runId == null ? runUuid : runId;
        if (id == null || id.isEmpty()) {
            throw missing("run_id");
        }
        return id;
    }

    static RondoException missing(String name) {
        return RondoException.user(
                "mlflow.missing",
                "Missing value for required parameter '" + name + "'." + SEE_DOCUMENTATION);
    }

    static RondoException invalid(JsonNode value, String name) {
        return RondoException.user(
                "mlflow.invalid",
                "Invalid value "
                        + shown(value)
                        + " for parameter '"
                        + name
                        + "' supplied:  Hint: Value was of type '"
                        + type(value)
                        + "'."
                        + SEE_DOCUMENTATION);
    }

    private static String shown(JsonNode value) {
        try {
            var text = SHOWN.writeValueAsString(value);
            return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "...";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The type's name in Python, which MLflow's messages have. */
    private static String type(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> "str";
            case BOOLEAN -> "bool";
            case ARRAY -> "list";
            case OBJECT -> "dict";
            case NUMBER -> value.isIntegralNumber() ? "int" : "float";
            default -> "NoneType";
        };
    }
}
