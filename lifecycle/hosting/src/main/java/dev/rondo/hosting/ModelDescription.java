package dev.rondo.hosting;

import dev.rondo.inference.TensorSpec;
import java.util.List;

/**
 * What a model takes and gives.
 *
 * @param version the version that this describes
 * @param versions those that are ready, the oldest first
 * @param immediate whether an answer takes microseconds; see {@code TensorModel}
 */
public record ModelDescription(
        String name,
        String version,
        List<String> versions,
        String platform,
        boolean immediate,
        List<TensorSpec> inputs,
        List<TensorSpec> outputs) {
    public ModelDescription {
        versions = List.copyOf(versions);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }
}
