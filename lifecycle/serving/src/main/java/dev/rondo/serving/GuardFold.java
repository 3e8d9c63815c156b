package dev.rondo.serving;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes outcomes in their fixed order until the evidence asks for a step. Outcomes behind that one
 * are left for the next call: they belong to the state after it.
 */
final class GuardFold {
    private GuardFold() {}

    /**
     * @param progress up to the outcome that decided, or to the last one
     */
    record Folded(Progress progress, Optional<ReleaseEvent> event) {}

    /**
     * @param outcomes those after the progress's cursor, in order
     * @param shadowDecisions the candidate's decision in shadow, by the id of the live prediction
     */
    static Folded fold(
            Lineup lineup,
            Progress start,
            TrafficTotal traffic,
            List<MaturedOutcome> outcomes,
            Map<String, Boolean> shadowDecisions) {
        var progress = start;
        for (var outcome : outcomes) {
            var event = Judge.judge(lineup, progress, traffic);
            if (event.isPresent()) {
                return new Folded(progress, event);
            }
            progress = progress.take(lineup.challenger(), outcome, shadowDecisions);
        }
        return new Folded(progress, Judge.judge(lineup, progress, traffic));
    }
}
