package dev.rondo.demo;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the story is told about.
 *
 * @param name of the dataset, the model and the endpoint
 * @param table the CSV file
 * @param positive the class to be found; null for the rarer one
 * @param key a column that names the entity of a row; null to take the row's content
 * @param gains money per decision; null for {@link Gains#balanced}
 * @param margin the loss per decision that a release may bring; null for the default
 * @param strict whether a result other than the expected one fails the story (the bundled data)
 * @param exit whether to end after the last chapter
 * @param data where to keep the data; null for a temporary directory
 */
public record StoryOptions(
        String name,
        Path table,
        String target,
        @Nullable String positive,
        @Nullable String key,
        @Nullable Gains gains,
        @Nullable Double margin,
        boolean strict,
        boolean exit,
        @Nullable Path data,
        int port,
        long seed) {}
