package dev.rondo.serving;

import dev.rondo.base.RondoException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row to predict.
 *
 * @param key the entity, which decides the route: 1 to 256 characters
 * @param eventTime micros; null means the time of arrival (rule 6.3)
 * @param features values as parsed JSON; not to be changed by the caller from then on
 */
public record Instance(
        String key, @Nullable Long eventTime, Map<String, @Nullable Object> features) {
    public static final int MAX_KEY = 256;

    public Instance {
        if (key.isEmpty() || key.length() > MAX_KEY || key.indexOf(0) >= 0) {
            throw RondoException.user(
                            "predict.key",
                            "a key has 1 to " + MAX_KEY + " characters, none of them NUL")
                    .at("key")
                    .because("the key decides which version answers, and stays in the record")
                    .next("send the entity's id, such as a customer number");
        }
    }
}
