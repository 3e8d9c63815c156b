package dev.rondo.wire.scoring;

import dev.rondo.base.RondoException;
import dev.rondo.inference.InferenceOptions;
import dev.rondo.inference.MlflowSignature;
import dev.rondo.inference.MlflowSignature.Parameter;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request's parameters by MLflow's rules: those that the signature does not have are left out,
 * those that a request does not say have the signature's values, and whole numbers may stand for
 * numbers.
 */
final class Params {
    /** Asks for margins, whether the signature has it or not. */
    private static final String MARGIN = "output_margin";

    private Params() {}

    /**
     * What the request says beside its rows.
     *
     * @throws RondoException of kind USER for a value of another type than the signature's
     */
    static InferenceOptions options(
            @Nullable MlflowSignature signature, Map<String, @Nullable Object> sent) {
        var params = new LinkedHashMap<String, @Nullable Object>();
        if (signature != null) {
            for (var param : signature.params()) {
                boolean said = sent.containsKey(param.name());
                params.put(
                        param.name(),
                        said ? checked(param, sent.get(param.name())) : param.value());
            }
        }
        var margin = params.getOrDefault(MARGIN, sent.get(MARGIN));
        var options = new InferenceOptions(Boolean.TRUE.equals(margin));
        return params.isEmpty() ? options : options.with(params);
    }

    private static @Nullable Object checked(Parameter param, @Nullable Object value) {
        if (!param.list()) {
            return single(param, value);
        }
        if (!(value instanceof List<?> list)) {
            throw invalid(param, "Value must be a 1D array with shape (-1,)");
        }
        var checked = new ArrayList<@Nullable Object>();
        list.forEach(each -> checked.add(single(param, each)));
        return checked;
    }

    private static @Nullable Object single(Parameter param, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        boolean fits =
                switch (param.type()) {
                    case BOOLEAN -> value instanceof Boolean;
                    case INTEGER, LONG -> isWhole(value);
                    case FLOAT, DOUBLE -> value instanceof Number;
                    case STRING -> value instanceof String;
                    case DATETIME -> value instanceof String text && isTime(text);
                    case NESTED -> value instanceof Map;
                    case BINARY -> false;
                };
        if (!fits) {
            throw invalid(param, "Can not safely convert the value to " + type(param));
        }
        boolean real = param.type().tensor().name().startsWith("FP");
        return real && value instanceof Number number ? (Object) number.doubleValue() : value;
    }

    private static boolean isWhole(Object value) {
        return value instanceof Integer
                || value instanceof Long
                || value instanceof java.math.BigInteger;
    }

    private static boolean isTime(String text) {
        try {
            if (text.length() <= 10) {
                LocalDate.parse(text);
            } else {
                LocalDateTime.parse(text.replace(' ', 'T'));
            }
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static String type(Parameter param) {
        return param.type().name().toLowerCase(java.util.Locale.ROOT);
    }

    private static RondoException invalid(Parameter param, String why) {
        return RondoException.user(
                        "signature.params", "Invalid parameters found: '" + param.name() + "'")
                .because(why)
                .next("send a value of the signature's type, or leave it out");
    }
}
