package dev.rondo.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.base.ErrorKind;
import dev.rondo.base.RondoException;
import dev.rondo.pipelines.StepCatalogue;
import dev.rondo.pipelines.StepContext;
import dev.rondo.pipelines.TaskOutcome;
import dev.rondo.pipelines.TaskSpec;
import dev.rondo.registry.Registry;
import dev.rondo.training.BoostingRound;
import dev.rondo.training.Prepared;
import dev.rondo.training.TrainingPlan;
import dev.rondo.training.TrainingRun;
import java.time.Duration;
import java.util.List;

/**
 * Training as a pipeline: prepare, train, evaluate, gate, register, reference. The loop's pipeline
 * has the same tasks in its middle, so that a retraining is nothing else than a training.
 */
final class TrainPipeline {
    static final String REFERENCE_TAG = "rondo.reference";

    private static final Duration LONG = Duration.ofMinutes(45);
    private static final Duration SHORT = Duration.ofMinutes(10);

    private final TrainingRun training;
    private final Registry registry;
    private final ReferenceBuilder references;

    TrainPipeline(TrainingRun training, Registry registry, ReferenceBuilder references) {
        this.training = training;
        this.registry = registry;
        this.references = references;
    }

    /**
     * The tasks, from the plan to a version with a reference.
     *
     * @param before the tasks that must have succeeded first; the last one's output holds the plan
     */
    static List<TaskSpec> tasks(List<String> before) {
        return List.of(
                new TaskSpec("prepare", "prepare", before, 2, SHORT),
                new TaskSpec("train", "train", List.of("prepare"), 1, LONG),
                new TaskSpec("evaluate", "evaluate", List.of("prepare", "train"), 2, SHORT),
                new TaskSpec("gate", "gate", List.of("prepare", "evaluate"), 2, SHORT),
                new TaskSpec("register", "register", List.of("prepare", "gate"), 2, SHORT),
                new TaskSpec("reference", "reference", List.of("prepare", "register"), 2, SHORT));
    }

    void register(StepCatalogue steps) {
        steps.register("prepare", this::prepare);
        steps.register("train", this::train);
        steps.register("evaluate", this::evaluate);
        steps.register("gate", this::gate);
        steps.register("register", this::register);
        steps.register("reference", this::reference);
    }

    private TaskOutcome prepare(StepContext context) {
        var from =
                context.inputs().containsKey("snapshot")
                        ? input(context, "snapshot")
                        : context.parameters();
        return succeeded(
                training.prepare(
                        read(from.path("plan"), TrainingPlan.class), context.idempotencyKey()));
    }

    private TaskOutcome train(StepContext context) {
        return marking(
                context,
                prepared ->
                        succeeded(
                                training.train(
                                        prepared,
                                        context.workDirectory(),
                                        round -> context.progress().accept(told(round)))));
    }

    private static String told(BoostingRound round) {
        return "round %d of at most %d, validation log-loss %.4f"
                .formatted(round.round() + 1, round.limit(), round.validationLogLoss());
    }

    private TaskOutcome evaluate(StepContext context) {
        return marking(
                context,
                prepared -> succeeded(training.evaluate(prepared, context.workDirectory())));
    }

    private TaskOutcome gate(StepContext context) {
        return marking(
                context,
                prepared -> {
                    var report = training.gate(prepared);
                    if (report.passed()) {
                        return succeeded(report);
                    }
                    training.finish(prepared);
                    var failed =
                            report.checks().stream()
                                    .filter(check -> !check.passed())
                                    .map(check -> check.name() + ": " + check.reason())
                                    .toList();
                    return new TaskOutcome.Stopped(
                            "the gate refuses the model: " + String.join("; ", failed),
                            ApiJson.tree(report));
                });
    }

    private TaskOutcome register(StepContext context) {
        return marking(
                context,
                prepared -> {
                    var registered = training.register(prepared, context.workDirectory());
                    training.finish(prepared);
                    return succeeded(registered);
                });
    }

    /**
     * What the version's live traffic will be measured against; its id becomes a tag of the
     * version.
     */
    private TaskOutcome reference(StepContext context) {
        var registered = input(context, "register");
        var name = registered.path("model").asText();
        int version = registered.path("version").asInt();
        var id = references.build(prepared(context), name, version);
        registry.versions().setTag(name, version, REFERENCE_TAG, id);
        return new TaskOutcome.Succeeded(ApiJson.object().put("reference_id", id));
    }

    private interface Work {
        TaskOutcome with(Prepared prepared);
    }

    /**
     * A fault of the input ends the tracked run as failed; anything else may pass on another try.
     */
    private TaskOutcome marking(StepContext context, Work work) {
        var prepared = prepared(context);
        try {
            return work.with(prepared);
        } catch (RondoException e) {
            if (e.kind() != ErrorKind.UNAVAILABLE) {
                training.fail(prepared, String.valueOf(e.getMessage()));
            }
            throw e;
        }
    }

    private static Prepared prepared(StepContext context) {
        return read(input(context, "prepare"), Prepared.class);
    }

    static JsonNode input(StepContext context, String task) {
        var output = context.inputs().get(task);
        if (output == null) {
            throw new IllegalStateException(context.task() + " does not need " + task);
        }
        return output;
    }

    static TaskOutcome succeeded(Object output) {
        return new TaskOutcome.Succeeded(ApiJson.tree(output));
    }

    static <T> T read(JsonNode node, Class<T> type) {
        try {
            return ApiJson.MAPPER.treeToValue(node, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a step's output cannot be read back", e);
        }
    }
}
