package dev.rondo.monitoring;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;

/**
 * Finds the causes behind an incident's evidence, in the order of rule 9.3: broken data first, for
 * it explains everything that follows from it; then whether the inputs moved, the outcomes given
 * the score, or both. Pure: same evidence, same answer.
 */
public final class Diagnosis {
    private Diagnosis() {}

    public static DiagnosisResult diagnose(Evidence evidence) {
        var faults = DataFaults.find(evidence.columns());
        if (!faults.isEmpty()) {
            var findings = new ArrayList<Finding>(faults);
            addShift(notNamed(evidence.columns(), faults), findings);
            return new DiagnosisResult(findings, true, true);
        }
        var findings = new ArrayList<Finding>();
        addShift(evidence.columns(), findings);
        addConcept(evidence, findings);
        if (findings.isEmpty()) {
            findings.add(
                    new Finding.Inconclusive(
                            "a window in which something stands out",
                            "Nothing stands out in the evidence any more."));
        }
        return new DiagnosisResult(findings, false, evidence.conceptMature());
    }

    private static List<ColumnEvidence> notNamed(
            List<ColumnEvidence> columns, List<Finding.DataFault> faults) {
        var named = new HashSet<String>();
        faults.forEach(fault -> named.add(fault.column()));
        return columns.stream().filter(column -> !named.contains(column.column())).toList();
    }

    private static void addShift(List<ColumnEvidence> columns, List<Finding> findings) {
        if (columns.isEmpty()) {
            return;
        }
        var ordered =
                columns.stream()
                        .sorted(
                                Comparator.comparingDouble(ColumnEvidence::psi)
                                        .reversed()
                                        .thenComparing(ColumnEvidence::column))
                        .toList();
        var names = ordered.stream().map(ColumnEvidence::column).toList();
        findings.add(
                new Finding.CovariateShift(
                        names,
                        ordered.stream().map(ColumnEvidence::psi).toList(),
                        Messages.covariateShift(ordered)));
    }

    private static void addConcept(Evidence evidence, List<Finding> findings) {
        var concept = evidence.concept();
        if (concept == null || !evidence.conceptMature()) {
            findings.add(new Finding.Inconclusive("outcomes", Messages.outcomesMissing(concept)));
        } else if (concept.drifted()) {
            findings.add(
                    new Finding.ConceptDrift(
                            concept, Messages.conceptDrift(concept, evidence.targetColumn())));
        }
    }
}
