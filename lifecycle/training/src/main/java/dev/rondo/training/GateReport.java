package dev.rondo.training;

import java.util.List;

/** What became of every condition of a gate; it passed if all of them did. */
public record GateReport(boolean passed, List<GateCheck> checks) {
    public GateReport {
        checks = List.copyOf(checks);
        if (passed != checks.stream().allMatch(GateCheck::passed)) {
            throw new IllegalArgumentException("a gate passes if and only if its checks do");
        }
    }

    static GateReport of(List<GateCheck> checks) {
        return new GateReport(checks.stream().allMatch(GateCheck::passed), checks);
    }
}
