package dev.rondo.serving;

import dev.rondo.base.RondoException;
import dev.rondo.inference.Prediction;
import dev.rondo.inference.PredictionId;
import dev.rondo.inference.PredictionRecord;
import dev.rondo.inference.PredictionRecords;
import dev.rondo.journal.Journal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Computes recorded predictions again (rule 8.5). */
public final class Replay {
    private static final int BATCH = 1000;

    private final Journal journal;
    private final ModelCache models;
    private final Consumer<String> endpointCheck;

    /**
     * @param endpointCheck throws for an endpoint that does not exist
     */
    Replay(Journal journal, ModelCache models, Consumer<String> endpointCheck) {
        this.journal = journal;
        this.models = models;
        this.endpointCheck = endpointCheck;
    }

    /**
     * Has each recorded answer of this replica's journal computed again by the recorded model from
     * the recorded input.
     *
     * @param from first journal sequence
     * @param to the sequence behind the last; {@link Long#MAX_VALUE} for all
     * @throws RondoException of kind NOT_FOUND without such an endpoint
     */
    public ReplayReport run(String endpoint, long from, long to) {
        endpointCheck.accept(endpoint);
        var replaying = new Replaying();
        journal.scan(
                Math.max(0, from),
                (sequence, payload) -> {
                    if (sequence >= to) {
                        return false;
                    }
                    var address = new PredictionId(journal.replica(), sequence);
                    var record = PredictionRecords.decode(address, payload);
                    if (record.endpoint().equals(endpoint)) {
                        replaying.take(record);
                    }
                    return true;
                });
        return replaying.finish();
    }

    private record ModelKey(ModelRef ref, String digest) {}

    private final class Replaying {
        private final Map<ModelKey, List<PredictionRecord>> waiting = new LinkedHashMap<>();
        private final Map<ModelKey, Long> replayed = new LinkedHashMap<>();
        private final List<ReplayReport.Difference> first = new ArrayList<>();
        private long different;
        private long failed;

        void take(PredictionRecord record) {
            if (!record.ok()) {
                failed++;
                return;
            }
            var key =
                    new ModelKey(
                            new ModelRef(record.model(), record.version()), record.modelDigest());
            var group = waiting.computeIfAbsent(key, _ -> new ArrayList<>());
            group.add(record);
            if (group.size() == BATCH) {
                replay(key, group);
            }
        }

        private void replay(ModelKey key, List<PredictionRecord> group) {
            replayed.merge(key, (long) group.size(), Long::sum);
            try {
                var model = models.get(key.ref());
                if (!model.loaded().digest().equals(key.digest())) {
                    differ(group, "the registered model is now " + model.loaded().digest());
                } else {
                    compare(group, model);
                }
            } catch (RondoException e) {
                differ(group, e.what());
            }
            group.clear();
        }

        private void compare(List<PredictionRecord> group, WarmModel model) {
            var inputs = group.stream().map(PredictionRecord::input).toList();
            var again = model.predict(inputs);
            for (int i = 0; i < again.length; i++) {
                var difference = difference(group.get(i), again[i]);
                if (difference != null) {
                    differ(List.of(group.get(i)), difference);
                }
            }
        }

        private void differ(List<PredictionRecord> group, String what) {
            different += group.size();
            for (var record : group) {
                if (first.size() < ReplayReport.MAX_DIFFERENCES) {
                    first.add(
                            new ReplayReport.Difference(
                                    record.id(), record.model(), record.version(), what));
                }
            }
        }

        ReplayReport finish() {
            waiting.forEach((key, group) -> {
                if (!group.isEmpty()) {
                    replay(key, group);
                }
            });
            long all = replayed.values().stream().mapToLong(Long::longValue).sum();
            var report =
                    replayed.entrySet().stream()
                            .map(entry -> model(entry.getKey(), entry.getValue()))
                            .toList();
            return new ReplayReport(all, all - different, different, failed, first, report);
        }

        private static ReplayReport.ReplayedModel model(ModelKey key, long records) {
            return new ReplayReport.ReplayedModel(
                    key.ref().name(), key.ref().version(), key.digest(), records);
        }
    }

    private static @Nullable String difference(PredictionRecord record, Prediction again) {
        if (bits(record.margin()) != bits(again.margin())) {
            return "margin " + record.margin() + ", again " + again.margin();
        }
        if (bits(record.score()) != bits(again.score())) {
            return "score " + record.score() + ", again " + again.score();
        }
        boolean acted = again.score() >= record.threshold();
        if (record.decision() == null || record.decision() != acted) {
            return "decision " + record.decision() + ", again " + acted;
        }
        return null;
    }

    private static int bits(float value) {
        return Float.floatToRawIntBits(value);
    }
}
