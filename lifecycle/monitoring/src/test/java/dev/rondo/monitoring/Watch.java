package dev.rondo.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Judges windows of rows without journal and database, and diagnoses what fires. */
final class Watch {
    private final World world;
    private final Reference reference;
    private final AlertBook book = new AlertBook(List.of(), null);
    private final List<Rows> windows = new ArrayList<>();
    private final List<Long> judgedConcept = new ArrayList<>();

    Watch(World world, Reference reference) {
        this.world = world;
        this.reference = reference;
    }

    void window(Rows rows, boolean withOutcomes) {
        long start = windows.size();
        windows.add(rows);
        var spec = world.spec();
        var counts = rows.counts(reference, withOutcomes);
        var judgement = WindowJudge.judge(reference, spec, start, counts, withOutcomes);
        var result =
                new WindowResult(
                        "shop",
                        "m",
                        1,
                        start,
                        start + 1,
                        1,
                        rows.size(),
                        0,
                        judgement.columnsJudged(),
                        judgement.features(),
                        judgement.quality());
        var starts = new ArrayList<Long>();
        for (long s = Math.max(0, start - 2); s <= start; s++) {
            starts.add(s);
        }
        if (judgement.conceptJudged()) {
            judgedConcept.add(start);
        }
        judgement
                .verdicts()
                .forEach(
                        (subject, verdict) ->
                                book.judge(
                                        result,
                                        java.util.Map.of(subject, verdict),
                                        subject.signal() == Signal.CONCEPT
                                                ? World.last(judgedConcept, 3)
                                                : starts,
                                        2));
    }

    /** Sends windows of changed rows. */
    Watch windows(int count, Rows pool, int n, double[] weights, java.util.Random random,
            UnaryOperator<Rows> change) {
        for (int i = 0; i < count; i++) {
            window(change.apply(pool.draw(n, weights, random)), true);
        }
        return this;
    }

    TreeSet<String> columnsFired() {
        var names = new TreeSet<String>();
        for (var alert : book.fired()) {
            if (alert.signal() != Signal.CONCEPT) {
                names.add(alert.feature());
            }
        }
        return names;
    }

    boolean conceptFired() {
        return book.fired().stream().anyMatch(alert -> alert.signal() == Signal.CONCEPT);
    }

    /** Diagnoses from the last window. */
    DiagnosisResult diagnose() {
        var rows = windows.getLast();
        var examiner = new ColumnExaminer(reference, rows.batch());
        var columns = new ArrayList<ColumnEvidence>();
        for (int i = 0; i < reference.columns().size(); i++) {
            if (columnsFired().contains(reference.columns().get(i).column().name())) {
                columns.add(examiner.examine(i));
            }
        }
        var counts = rows.counts(reference, true);
        for (int i = 1; i < windows.size() - 1; i++) {
            counts.merge(windows.get(i).counts(reference, true));
        }
        var concept = new ConceptJudge(reference, counts);
        return Diagnosis.diagnose(
                new Evidence(
                        columns,
                        concept.evidence(),
                        concept.enough(),
                        reference.target().column()));
    }
}
