package dev.rondo.serving;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A release with its evidence so far.
 *
 * @param weight the candidate's share of the traffic
 * @param shadow the comparison in shadow
 * @param canary the comparison in canary
 * @param controlAnswers answers of the live version since the release began
 * @param controlDecisionRate share of them whose decision is to act; shown, not judged (rule 7.5)
 * @param sampleRatioEvidence an alarm from 1000 on (rule 7.2)
 * @param outcomesLate outcomes that came after the order had passed them; left out
 * @param freezes those that hold now
 * @param waitingFor what the release needs to move, or how it ended
 */
public record ReleaseStatus(
        Release release,
        double weight,
        GuardFigures shadow,
        GuardFigures canary,
        ArmCount controlAnswers,
        ArmCount canaryAnswers,
        ArmCount shadowAnswers,
        @Nullable Double controlDecisionRate,
        @Nullable Double canaryDecisionRate,
        @Nullable Double shadowDecisionRate,
        double sampleRatioEvidence,
        long outcomesTaken,
        long outcomesUnpaired,
        long outcomesLate,
        List<Freeze> freezes,
        String waitingFor) {
    public ReleaseStatus {
        freezes = List.copyOf(freezes);
    }

    static ReleaseStatus of(
            Release release, Progress progress, TrafficTotal traffic, List<Freeze> freezes) {
        return new ReleaseStatus(
                release,
                release.weight(),
                GuardFigures.of(release, progress.shadow()),
                GuardFigures.of(release, progress.canary()),
                traffic.control(),
                traffic.canary(),
                traffic.shadow(),
                traffic.control().decisionRate(),
                traffic.canary().decisionRate(),
                traffic.shadow().decisionRate(),
                traffic.ratioEvidence(),
                progress.taken(),
                progress.unpaired(),
                progress.late(),
                freezes,
                waitingFor(release, progress));
    }

    private static String waitingFor(Release release, Progress progress) {
        var hold = release.hold();
        if (hold != null) {
            return hold.asksPerson() ? "a person's decision: " + hold : "the freeze to be lifted";
        }
        var plan = release.plan();
        return switch (release.state()) {
            case CANDIDATE -> "the gates";
            case GATED -> "its first traffic";
            case SHADOW ->
                    progress.shadow().pairs() + " of " + plan.shadowMinimum() + " pairs in shadow";
            case CANARY -> inCanary(release, progress);
            case LIVE -> "nothing: it is live";
            case RETIRED -> "nothing: it is retired";
            case ROLLED_BACK -> "nothing: it was rolled back";
        };
    }

    private static String inCanary(Release release, Progress progress) {
        var stage = release.plan().stages().get(release.stage());
        if (progress.stagePairs() < stage.minimumPairs()) {
            return progress.stagePairs() + " of " + stage.minimumPairs() + " pairs in this stage";
        }
        return "proof that it stays within its margin, or of harm; "
                + progress.canary().pairs()
                + " of at most "
                + release.plan().maximumPairs()
                + " pairs";
    }
}
