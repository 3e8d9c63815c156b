package dev.rondo.wire.mlflow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Our answers are those that MLflow's server gave, but where {@code because} says why not. */
class RecordedAnswersTest {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)}");

    private final Map<String, String> kept = new HashMap<>();
    private final WireServer server;

    RecordedAnswersTest(@TempDir Path folder) {
        server = new WireServer(folder);
    }

    @AfterEach
    void close() {
        server.close();
    }

    /** One after the other, as later calls name what earlier ones have made. */
    @TestFactory
    Stream<DynamicTest> theAnswersAreThoseOfMlflow() {
        return RecordedCall.all().stream()
                .map(call -> DynamicTest.dynamicTest(call.name(), () -> check(call)));
    }

    private void check(RecordedCall call) {
        var answer = send(call);
        var text = new String(answer.body(), UTF_8);
        assertThat(answer.statusCode()).as(text).isEqualTo(call.status());
        if (call.answer() != null) {
            var actual = RecordedCall.json(answer.body());
            keep(call, actual);
            var expected = RecordedCall.json(filled(call.answer().toString()).getBytes(UTF_8));
            assertThat(AnswerMatcher.differences(expected, actual)).isEmpty();
        }
        if (call.text() != null) {
            assertThat(text).isEqualTo(call.text());
        }
        call.answerHeaders()
                .forEach((name, value) ->
                        assertThat(answer.headers().firstValue(name)).contains(value));
    }

    private HttpResponse<byte[]> send(RecordedCall call) {
        var words = filled(call.call()).split(" ", 2);
        var headers = new HashMap<>(Map.of("Content-Type", "application/json"));
        headers.putAll(call.headers());
        var body =
                call.raw() != null
                        ? filled(call.raw())
                        : call.body() != null ? filled(call.body().toString()) : "";
        return server.send(words[0], words[1], headers, body.getBytes(UTF_8));
    }

    private void keep(RecordedCall call, JsonNode answer) {
        call.keep()
                .forEach((name, pointer) -> kept.put(name, answer.at(pointer).asText()));
    }

    /** Puts what was kept in its places; what was not stays for the matcher. */
    private String filled(String text) {
        return VARIABLE.matcher(text)
                .replaceAll(found ->
                        Matcher.quoteReplacement(
                                kept.getOrDefault(found.group(1), found.group())));
    }
}
