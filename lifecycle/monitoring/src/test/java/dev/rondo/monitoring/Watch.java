package dev.rondo.monitoring;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Judges windows of rows without journal and database, and diagnoses what fires. */
final class Watch {
    private static final int OF_WINDOWS = 3;
    private static final int BAD_WINDOWS = 2;

    private final Reference reference;
    private final MonitorSpec spec = MonitorSpec.of("shop", 1);
    private final AlertBook book = new AlertBook(List.of(), null);
    private final List<Rows> windows = new ArrayList<>();
    private final List<Long> judged = new ArrayList<>();
    private final List<Long> judgedConcept = new ArrayList<>();

    Watch(Reference reference) {
        this.reference = reference;
    }

    /** Three windows of n rows drawn from the pool, all outcomes known. */
    static Watch threeWindows(
            Reference reference,
            Rows pool,
            int n,
            double @Nullable [] weights,
            long seed,
            UnaryOperator<Rows> change) {
        var random = new Random(seed);
        var watch = new Watch(reference);
        for (int i = 0; i < 3; i++) {
            watch.window(change.apply(pool.draw(n, weights, random)));
        }
        return watch;
    }

    void window(Rows rows) {
        long start = windows.size();
        windows.add(rows);
        var counts = rows.counts(reference);
        var judgement = WindowJudge.judge(reference, spec, start, counts, true);
        judged.add(start);
        if (judgement.conceptJudged()) {
            judgedConcept.add(start);
        }
        var result = result(start, rows.size(), judgement);
        judge(result, judgement, judged, Set.of(Signal.DRIFT, Signal.MISSING, Signal.SCHEMA));
        judge(result, judgement, judgedConcept, Set.of(Signal.CONCEPT));
    }

    private static WindowResult result(long start, int rows, Judgement judgement) {
        return new WindowResult(
                "shop",
                "buyers",
                1,
                start,
                start + 1,
                1,
                rows,
                0,
                judgement.columnsJudged(),
                judgement.features(),
                judgement.quality());
    }

    private void judge(
            WindowResult result, Judgement judgement, List<Long> starts, Set<Signal> signals) {
        Map<Judgement.Subject, Verdict> verdicts = new HashMap<>(judgement.verdicts());
        verdicts.keySet().removeIf(subject -> !signals.contains(subject.signal()));
        var latest = starts.subList(Math.max(0, starts.size() - OF_WINDOWS), starts.size());
        book.judge(result, verdicts, latest, BAD_WINDOWS);
    }

    AlertBook book() {
        return book;
    }

    Set<String> columnsFired() {
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

    /** Diagnoses from all windows but the first. */
    DiagnosisResult diagnose() {
        var examiner = new ColumnExaminer(reference, windows.getLast().batch());
        var columns = new ArrayList<ColumnEvidence>();
        for (int i = 0; i < reference.columns().size(); i++) {
            if (columnsFired().contains(reference.columns().get(i).column().name())) {
                columns.add(examiner.examine(i));
            }
        }
        var counts = WindowCounts.empty(reference);
        windows.stream().skip(1).forEach(rows -> counts.merge(rows.counts(reference)));
        var concept = new ConceptJudge(reference, counts);
        return Diagnosis.diagnose(
                new Evidence(
                        columns,
                        concept.evidence(),
                        concept.enough(),
                        reference.target().column()));
    }
}
