package dev.rondo.migrate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The measurements of one metric, a line each: timestamp, value and step (0 where old files have
 * none), then for a logged model the run, then the dataset's name and digest if there was one.
 */
record MetricFile(String key, Path file) {
    /**
     * @param point takes each measurement with what follows it on its line
     * @param unread takes what is said of a line that is no measurement
     */
    void read(BiConsumer<ObjectNode, String> point, Consumer<String> unread) {
        int number = 0;
        for (var line : Folder.text(file).split("\n")) {
            number++;
            if (!line.isBlank()) {
                try {
                    read(line.strip(), point);
                } catch (NumberFormatException _) {
                    unread.accept(file + ", line " + number + ": it is no measurement");
                }
            }
        }
    }

    private void read(String line, BiConsumer<ObjectNode, String> point) {
        var parts = line.split(" ", 4);
        if (parts.length < 2) {
            throw new NumberFormatException(line);
        }
        point.accept(
                MlflowJson.measurement(
                        key,
                        value(parts[1]),
                        Long.parseLong(parts[0]),
                        parts.length < 3 ? 0 : Long.parseLong(parts[2])),
                parts.length < 4 ? "" : parts[3]);
    }

    /** As Python writes a float. */
    private static double value(String text) {
        return switch (text) {
            case "nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }
}
