package dev.rondo.wire.mlflow;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The media type of a file by its name, as MLflow guesses it: what is text is {@code text/plain}. */
final class MediaTypes {
    private static final String UNKNOWN = "application/octet-stream";
    private static final Map<String, String> BY_EXTENSION = load();

    private MediaTypes() {}

    /** Of the last segment of a path; {@code MLmodel} is an extension too. */
    static String of(String path) {
        var name = path.substring(path.lastIndexOf('/') + 1);
        int dot = name.lastIndexOf('.');
        return BY_EXTENSION.getOrDefault(dot <= 0 ? name : name.substring(dot + 1), UNKNOWN);
    }

    private static Map<String, String> load() {
        var types = new HashMap<String, String>();
        try (var in = MediaTypes.class.getResourceAsStream("/mlflow/media-types.txt")) {
            if (in == null) {
                throw new IllegalStateException("media-types.txt is not on the class path");
            }
            var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                read(line, types);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.copyOf(types);
    }

    private static void read(String line, Map<String, String> types) {
        if (line.startsWith("#")) {
            return;
        }
        var words = line.split(" ");
        for (int i = 1; i < words.length; i++) {
            types.put(words[i], words[0]);
        }
    }
}
