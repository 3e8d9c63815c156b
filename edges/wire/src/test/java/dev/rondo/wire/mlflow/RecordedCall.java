package dev.rondo.wire.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A call to MLflow's server of version 3.17.2 with its answer, from {@code recorded.jsonl}.
 *
 * @param call method and path
 * @param headers of the request; {@code Content-Type} is JSON's unless it says otherwise
 * @param body as JSON
 * @param raw as text, where it is not JSON
 * @param status of our answer
 * @param answer of ours; {@code ${time}} stands for any time, {@code ${any}} for any text, and a
 *     text that ends in an ellipsis for all that begin so
 * @param text of our answer, where it is not JSON
 * @param answerHeaders that our answer has
 * @param keep values of the answer that later calls have as {@code ${name}}, by JSON pointer
 * @param because why our answer is not MLflow's
 */
record RecordedCall(
        String name,
        String call,
        Map<String, String> headers,
        @Nullable JsonNode body,
        @Nullable String raw,
        int status,
        @Nullable JsonNode answer,
        @Nullable String text,
        Map<String, String> answerHeaders,
        Map<String, String> keep,
        @Nullable String because) {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    RecordedCall {
        headers = headers == null ? Map.of() : headers;
        answerHeaders = answerHeaders == null ? Map.of() : answerHeaders;
        keep = keep == null ? Map.of() : keep;
    }

    static List<RecordedCall> all() {
        try (var in = RecordedCall.class.getResourceAsStream("/mlflow/recorded.jsonl")) {
            var lines = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            return lines.lines().flatMap(RecordedCall::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<RecordedCall> read(String line) {
        try {
            return line.isBlank()
                    ? Stream.empty()
                    : Stream.of(MAPPER.readValue(line, RecordedCall.class));
        } catch (IOException e) {
            throw new UncheckedIOException(line, e);
        }
    }

    static JsonNode json(byte[] text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
