package dev.rondo.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricFileTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final List<String> unread = new ArrayList<>();

    private List<String> points(String content) throws IOException {
        var file = Files.writeString(folder.resolve("m"), content);
        var points = new ArrayList<String>();
        new MetricFile("m", file).read((point, rest) -> points.add(point + rest), unread::add);
        return points;
    }

    @Test
    void everyWidthThatMlflowHasWritten() throws IOException {
        assertThat(points("5 0.5\n6 1e-05 -3\n7 0.25 2 a b 8e7\n"))
                .containsExactly(
                        "{\"key\":\"m\",\"value\":0.5,\"timestamp\":5,\"step\":0}",
                        "{\"key\":\"m\",\"value\":1.0E-5,\"timestamp\":6,\"step\":-3}",
                        "{\"key\":\"m\",\"value\":0.25,\"timestamp\":7,\"step\":2}a b 8e7");
        assertThat(unread).isEmpty();
    }

    @Test
    void whatPythonCallsNoNumberOrNoEnd() throws IOException {
        assertThat(points("1 nan 0\n1 inf 0\n1 -inf 0\n1 -0.0 0\n"))
                .extracting(point -> point.split(",")[1])
                .containsExactly(
                        "\"value\":\"NaN\"",
                        "\"value\":\"Infinity\"",
                        "\"value\":\"-Infinity\"",
                        "\"value\":-0.0");
    }

    @Test
    void aTornLineIsListedAndTheOthersAreRead() throws IOException {
        assertThat(points("1 0.5 0\n\n2 0.\n3\n4 x 1\n")).hasSize(2);
        assertThat(unread).hasSize(2);
        assertThat(unread.getFirst()).endsWith("line 4: it is no measurement");
    }
}
