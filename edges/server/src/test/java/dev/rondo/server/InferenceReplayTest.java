package dev.rondo.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.RondoException;
import dev.rondo.inference.DataType;
import dev.rondo.inference.InferenceRecord;
import dev.rondo.inference.Tensor;
import dev.rondo.serving.FailurePolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InferenceReplayTest {
    @TempDir private Path data = Path.of("");

    private static InferenceReplay.Report replay(Path models, List<InferenceRecord> records) {
        try (var replay = new InferenceReplay(models, null)) {
            records.forEach(replay::take);
            return replay.report();
        }
    }

    private List<InferenceRecord> recorded() throws Exception {
        try (var server = new RecordedServer(data, FailurePolicy.FAIL_CLOSED, new FullDisk())) {
            server.v2(3, "v2");
            server.v2(2, "a failure");
            server.v1(3, "v1");
            server.grpc(3, "grpc");
            var margins =
                    "{\"parameters\":{\"output_margin\":true},\"inputs\":[{\"name\":\"input\","
                            + "\"shape\":[2,3],\"datatype\":\"FP64\",\"data\":[1,2,3,0.5,null,9]}]}";
            var answer =
                    server.post("/v2/models/churn/infer", RecordedServer.utf8(margins), "margins");
            assertThat(answer.statusCode()).isEqualTo(200);
            return server.recorded();
        }
    }

    @Test
    @DisplayName("rule 8.5: what is recorded is computed again, bit for bit, from the same content")
    void equalBitForBit() throws Exception {
        var records = recorded();
        assertThat(records.getLast().margin()).isTrue();
        var equal = new InferenceReplay.Report(4, 4, 0, 1, List.of());
        assertThat(replay(RecordedServer.model(), records)).isEqualTo(equal);
        var elsewhere = Files.createDirectories(data.resolve("models/another name/7"));
        Files.copy(RecordedServer.model(), elsewhere.resolve("model.json"));
        assertThat(replay(data.resolve("models"), records)).isEqualTo(equal);
    }

    @Test
    @DisplayName("rule 8.5: another answer, or another model, is told")
    void differencesAreTold() throws Exception {
        var record = recorded().getFirst();
        var score = record.outputs().getFirst().floats()[0];
        var other = with(record, Math.nextUp(score), 0);
        var report = replay(RecordedServer.model(), List.of(record, other));
        assertThat(report.different()).isEqualTo(1);
        assertThat(report.differences().getFirst().predictionId()).isEqualTo(record.id());
        assertThat(report.differences().getFirst().what()).startsWith("predict[0] ");
        var near = with(record, Math.nextUp(score), 1e-5f);
        assertThat(replay(RecordedServer.model(), List.of(near)).equal()).isEqualTo(1);

        var changed =
                Files.readString(RecordedServer.model()).replaceFirst("\"base_score\"", " $0");
        var file = Files.writeString(data.resolve("changed.json"), changed);
        var unknown = replay(file, List.of(record));
        assertThat(unknown.differences().getFirst().what())
                .isEqualTo("there is no model of the digest " + record.modelDigest());
    }

    private static InferenceRecord with(InferenceRecord record, float score, float tolerance) {
        var output = Tensor.of("predict", DataType.FP32, new long[] {1}, new float[] {score});
        return new InferenceRecord(
                record.id(),
                record.traceId(),
                null,
                null,
                record.receivedAt(),
                record.model(),
                record.version(),
                record.modelDigest(),
                false,
                Map.of(),
                record.inputs(),
                List.of(output),
                tolerance,
                1,
                "ok");
    }

    @Test
    @DisplayName("rule 11.1: where nothing was ever recorded, that is said")
    void nothingRecorded() {
        assertThatThrownBy(() -> ServedPredictions.in(data))
                .isInstanceOfSatisfying(
                        RondoException.class,
                        e -> assertThat(e.kind()).isEqualTo(ErrorKind.NOT_FOUND));
    }
}
