package dev.rondo.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.rondo.base.Column;
import dev.rondo.base.ColumnType;
import dev.rondo.inference.DecisionPolicy;
import dev.rondo.inference.Encoder;
import dev.rondo.inference.ModelDirectory;
import dev.rondo.inference.ModelPackage;
import dev.rondo.inference.Signature;
import dev.rondo.inference.Target;
import dev.rondo.journal.Durability;
import dev.rondo.journal.Journal;
import dev.rondo.journal.JournalOptions;
import dev.rondo.registry.Lineage;
import dev.rondo.registry.Registration;
import dev.rondo.registry.Registry;
import dev.rondo.registry.WebhookPolicy;
import dev.rondo.registry.WebhookSecrets;
import dev.rondo.store.Blobs;
import dev.rondo.store.Db;
import dev.rondo.store.TestDatabases;
import dev.rondo.tracking.Tracking;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real models out of the registry, from prediction to replay. */
class RegisteredModelsTest {
    private static final Signature SIGNATURE =
            new Signature(
                    List.of(
                            new Column("tenure", ColumnType.NUMBER, true),
                            new Column("plan", ColumnType.CATEGORY, true)));

    /** One tree, tenure < 12: leaf 1.5, else leaf -0.75; missing goes left. */
    private static final String STUMP =
            """
            {"learner":{"attributes":{},
            "feature_names":["tenure","plan"],"feature_types":["q","c"],
            "gradient_booster":{"model":{
            "gbtree_model_param":{"num_parallel_tree":"1","num_trees":"1"},
            "tree_info":[0],"trees":[{"id":0,
            "left_children":[1,-1,-1],"right_children":[2,-1,-1],"parents":[2147483647,0,0],
            "split_indices":[0,0,0],"default_left":[1,0,0],"split_conditions":[12.0,1.5,-0.75],
            "split_type":[0,0,0],"categories_nodes":[],"categories_segments":[],
            "categories_sizes":[],"categories":[],"base_weights":[0E0,0E0,0E0],
            "loss_changes":[0E0,0E0,0E0],"sum_hessian":[0E0,0E0,0E0],
            "tree_param":{"num_deleted":"0","num_feature":"2","num_nodes":"3",
            "size_leaf_vector":"1"}}]},"name":"gbtree"},
            "learner_model_param":{"base_score":"[5E-1]","num_class":"0","num_feature":"2",
            "num_target":"1"},
            "objective":{"name":"binary:logistic","reg_loss_param":{"scale_pos_weight":"1"}}},
            "version":[3,2,0]}
            """;

    @TempDir Path folder;
    private Db db;
    private Journal journal;
    private Serving serving;

    @BeforeEach
    void open() {
        db = TestDatabases.sqlite(folder);
        journal = Journal.open(folder.resolve("journal"), JournalOptions.of(Durability.PROCESS));
        var blobs = Blobs.files(folder.resolve("blobs"));
        var clock = InstantSource.system();
        var registry =
                new Registry(
                        db,
                        blobs,
                        new Tracking(db, blobs, clock),
                        WebhookPolicy.standard(),
                        new WebhookSecrets(new byte[WebhookSecrets.KEY]),
                        clock);
        var model = folder.resolve("model");
        var encoder = Encoder.fit(SIGNATURE, Map.of("plan", List.of("basic", "pro")));
        ModelDirectory.write(
                model,
                new ModelPackage(
                        encoder,
                        new Target("churn", "Yes", "No"),
                        new DecisionPolicy(0.5, Examples.GAINS, "p1"),
                        STUMP.getBytes(StandardCharsets.UTF_8),
                        Map.of()));
        registry.register(new Registration("churn", Lineage.UNKNOWN, Map.of(), null), model);
        serving =
                Serving.open(
                        db,
                        registry,
                        journal,
                        new FakeOutcomes(),
                        InstantSource.system(),
                        ServingOptions.standard());
        serving.endpoints()
                .create(
                        "churn",
                        Examples.ONE,
                        FailurePolicy.FAIL_CLOSED,
                        Figures.object().put("n", 1),
                        "ann");
    }

    @AfterEach
    void close() {
        serving.close();
        journal.close();
        db.close();
    }

    @Test
    @DisplayName("rule 8.5: a registered model's answers come out of the journal again bit for bit")
    void predictsAndReplays() {
        var rows =
                List.of(
                        new Instance("a", null, Map.of("tenure", 3, "plan", "pro")),
                        new Instance("b", null, Map.of("tenure", 12.0)),
                        new Instance("c", null, Map.of("plan", "never seen")));
        var answers =
                serving.endpoints()
                        .predict(new PredictRequest("churn", rows, null, null))
                        .answers();
        assertThat(answers).extracting(Answer::decision).containsExactly(true, false, true);
        assertThat(answers.getFirst().score()).isCloseTo(0.8175745f, offset(1e-6f));
        var report = serving.replay().run("churn", 0, Long.MAX_VALUE);
        assertThat(report.equal()).isEqualTo(3);
        assertThat(report.models().getFirst().digest()).startsWith("sha256:");
    }

    @Test
    void aVersionThatDoesNotExistCannotBeReleased() {
        var request =
                new ReleaseRequest(
                        "churn",
                        new ModelRef("churn", 7),
                        ReleasePlan.standard(),
                        Figures.object().put("n", 1),
                        "ann",
                        null);
        assertThatThrownBy(() -> serving.releases().start(request)).hasMessageContaining("7");
    }
}
