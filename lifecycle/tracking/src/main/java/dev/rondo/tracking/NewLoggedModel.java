package dev.rondo.tracking;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A logged model to make.
 *
 * @param name null or "" for a random one
 * @param modelType such as {@code Agent}; "" for none
 * @param sourceRunId the run that makes it, "" for none; it is not looked up
 */
public record NewLoggedModel(
        String experimentId,
        @Nullable String name,
        String modelType,
        String sourceRunId,
        Map<String, String> tags,
        Map<String, String> params) {
    public NewLoggedModel {
        tags = Maps.copy(tags);
        params = Maps.copy(params);
    }
}
