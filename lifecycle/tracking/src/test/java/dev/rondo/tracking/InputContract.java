package dev.rondo.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.base.ErrorKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What runs have read and made, on every database. */
abstract class InputContract extends TrackingSuite {
    private static final DatasetInput TRAIN =
            DatasetInput.version("churn", 3, "sha256:" + "a".repeat(64), "train");

    private static final DatasetInput BARE =
            new DatasetInput("other", "1", "local", "/tmp/x", "[]", "{}", Map.of());

    @Test
    void theFirstUseOfADatasetStays() {
        var run = start("x").id();
        var again =
                new DatasetInput(
                        TRAIN.name(),
                        TRAIN.digest(),
                        "other",
                        "other",
                        "[]",
                        null,
                        Map.of("new", "tag"));

        tracking.runs().logInputs(run, List.of(BARE, TRAIN, again), List.of());
        tracking.runs().logInputs(run, List.of(again), List.of());
        assertThat(TRAIN.digest()).hasSize(36);
        assertThat(tracking.runs().get(run).datasets()).containsExactly(TRAIN, BARE);

        var second = start("y").id();
        tracking.runs().logInputs(second, List.of(again), List.of());
        assertThat(tracking.runs().get(second).datasets())
                .containsExactly(
                        new DatasetInput(
                                TRAIN.name(),
                                TRAIN.digest(),
                                "rondo",
                                "churn/3",
                                null,
                                null,
                                Map.of("new", "tag")));
    }

    @Test
    void modelsReadAndMadeAreKeptOnce() {
        var run = start("x").id();
        var read = List.of(new ModelInput("m-2"), new ModelInput("m-1"), new ModelInput("m-2"));
        tracking.runs().logInputs(run, List.of(), read);
        tracking.runs().logInputs(run, List.of(), read);
        tracking.runs().logOutputs(run, List.of(new ModelOutput("m-3", 4)));
        tracking.runs()
                .logOutputs(run, List.of(new ModelOutput("m-3", 1), new ModelOutput("m-3", 5)));
        tracking.runs().logOutputs(run, List.of(new ModelOutput("m-4", 0)));

        var details = tracking.runs().get(run);
        assertThat(details.modelInputs())
                .containsExactly(new ModelInput("m-1"), new ModelInput("m-2"));
        assertThat(details.modelOutputs())
                .containsExactly(new ModelOutput("m-4", 0), new ModelOutput("m-3", 5));
    }

    @Test
    void datasetsOfExperimentsAreListedWithTheirContext() {
        var other = experiment("other").id();
        var inOther = tracking.runs().create(NewRun.of(other, "a")).run().id();
        var test = DatasetInput.version("churn", 3, "sha256:" + "a".repeat(64), "test");
        for (var input : List.of(TRAIN, test, BARE)) {
            tracking.runs().logInputs(start("r").id(), List.of(input), List.of());
            tracking.runs().logInputs(start("r").id(), List.of(input), List.of());
        }
        tracking.runs().logInputs(inOther, List.of(BARE), List.of());

        assertThat(tracking.runs().datasets(List.of("0")))
                .containsExactlyInAnyOrder(
                        new DatasetSummary("0", "churn", TRAIN.digest(), "train"),
                        new DatasetSummary("0", "churn", TRAIN.digest(), "test"),
                        new DatasetSummary("0", "other", "1", null));
        assertThat(tracking.runs().datasets(List.of("0", other, "x", "99"))).hasSize(4);
        assertThat(tracking.runs().datasets(List.of())).isEmpty();
        assertThat(statements(() -> tracking.runs().datasets(List.of("0", other)))).isEqualTo(1);
    }

    @Test
    void whatIsTooLongIsRefused() {
        var run = start("x").id();
        assertTooLong(run, input("n".repeat(501), "d", Map.of()), "name", 500);
        assertTooLong(run, input("n", "d".repeat(37), Map.of()), "digest", 36);
        assertTooLong(run, input("n", "d", Map.of("k".repeat(256), "")), "key", 255);
        assertTooLong(run, input("n", "d", Map.of("k", "v".repeat(501))), "value", 500);
        tracking.runs()
                .logInputs(run, List.of(input("", "", Map.of("k", "v".repeat(500)))), List.of());
    }

    private void assertTooLong(String run, DatasetInput input, String what, int limit) {
        assertFails(
                () -> tracking.runs().logInputs(run, List.of(BARE, input), List.of()),
                ErrorKind.LIMIT,
                "tracking.length",
                "'%s' exceeds the maximum length of %d characters".formatted(what, limit));
        assertThat(tracking.runs().get(run).datasets()).isEmpty();
    }

    private static DatasetInput input(String name, String digest, Map<String, String> tags) {
        return new DatasetInput(name, digest, "local", "", null, null, tags);
    }

    @Test
    void manyInputsNeedAsFewStatementsAsOne() {
        var run = start("x").id();
        var inputs = new ArrayList<DatasetInput>();
        var models = new ArrayList<ModelInput>();
        for (int i = 0; i < 50; i++) {
            inputs.add(input("n" + i, "d", Map.of("k", "v", "l", "w")));
            models.add(new ModelInput("m-" + i));
        }
        assertThat(statements(() -> tracking.runs().logInputs(run, inputs, models))).isEqualTo(5);
        assertThat(tracking.runs().get(run).datasets()).containsExactlyInAnyOrderElementsOf(inputs);
        assertThat(statements(() -> tracking.runs().get(run))).isEqualTo(8);
    }
}
