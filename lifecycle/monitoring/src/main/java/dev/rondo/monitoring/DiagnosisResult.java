package dev.rondo.monitoring;

import java.util.List;

/**
 * Why an endpoint's alerts fire, in the order of rule 9.3.
 *
 * @param findings the causes, the one to act on first at the head; never empty
 * @param blocksRetraining whether training on recent data would learn from broken values
 * @param complete false while something that would change the answer is still missing, such as
 *     outcomes; asking again later may say more
 */
public record DiagnosisResult(List<Finding> findings, boolean blocksRetraining, boolean complete) {
    public DiagnosisResult {
        findings = List.copyOf(findings);
    }

    /** All messages as one text. */
    public String message() {
        return String.join(" ", findings.stream().map(Finding::message).toList());
    }
}
