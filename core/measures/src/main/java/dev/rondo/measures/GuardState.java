package dev.rondo.measures;

/**
 * One guardrail with its evidence so far; immutable, and stored as JSON between outcomes.
 *
 * <pre>{@code
 * var guard = GuardState.start(TwoArm.money(gains, 0.02 * gains.range()));
 * guard = guard.observe(Arm.CONTROL, 60).observe(Arm.CANARY, -40); // in event order
 * if (guard.harm().peak() >= guards / alpha) { ... roll back ... }
 * if (guard.safe().peak() >= guards / alpha) { ... this guardrail allows promotion ... }
 * }</pre>
 *
 * <p>Rolling back a harmless canary, and promoting a harmful one, each have a probability of at
 * most {@code alpha} over the whole release (see {@link EProcess}).
 *
 * <p>Outcomes of two separate arms come in through {@link #observe}, in one fixed order. They are
 * compared in blocks: a block ends as soon as it holds an outcome of each arm, and the mean of the
 * one is set against the mean of the other. So the control is concurrent, whatever the canary's
 * weight: were the i-th outcome of one arm set against the i-th of the other, a 10% canary would be
 * compared with a control from a tenth of its time, and a change of the world would look like harm.
 * It also uses every control outcome. Where a block ends depends on the assignment alone, which is
 * random and blind to values, so a payoff's mean given earlier blocks is that of the arms' means.
 *
 * @param rule what it tolerates
 * @param harm evidence that the canary is harmful
 * @param safe evidence that the canary is safe
 * @param control all outcomes of the control
 * @param canary all outcomes of the canary
 * @param openControl those of the block that has not ended
 * @param openCanary those of the block that has not ended
 */
public record GuardState(
        TwoArm rule,
        EProcess harm,
        EProcess safe,
        ArmTotal control,
        ArmTotal canary,
        ArmTotal openControl,
        ArmTotal openCanary) {

    public static GuardState start(TwoArm rule) {
        var none = ArmTotal.NONE;
        return new GuardState(rule, EProcess.start(), EProcess.start(), none, none, none, none);
    }

    /** Takes the next outcome of either arm; it lies within the rule's bounds. */
    public GuardState observe(Arm arm, double value) {
        rule.check(value);
        boolean isCanary = arm == Arm.CANARY;
        var nextControl = isCanary ? openControl : openControl.plus(value);
        var nextCanary = isCanary ? openCanary.plus(value) : openCanary;
        boolean ends = nextControl.n() > 0 && nextCanary.n() > 0;
        return new GuardState(
                rule,
                ends ? harmAfter(nextControl.mean(), nextCanary.mean()) : harm,
                ends ? safeAfter(nextControl.mean(), nextCanary.mean()) : safe,
                isCanary ? control : control.plus(value),
                isCanary ? canary.plus(value) : canary,
                ends ? ArmTotal.NONE : nextControl,
                ends ? ArmTotal.NONE : nextCanary);
    }

    /** Takes both arms' outcomes of the same request, as in shadow. */
    public GuardState update(double controlValue, double canaryValue) {
        rule.check(controlValue);
        rule.check(canaryValue);
        return new GuardState(
                rule,
                harmAfter(controlValue, canaryValue),
                safeAfter(controlValue, canaryValue),
                control.plus(controlValue),
                canary.plus(canaryValue),
                openControl,
                openCanary);
    }

    private EProcess harmAfter(double controlMean, double canaryMean) {
        return harm.update(rule.harmPayoff(controlMean, canaryMean), rule.leastHarmPayoff());
    }

    private EProcess safeAfter(double controlMean, double canaryMean) {
        return safe.update(rule.safePayoff(controlMean, canaryMean), rule.leastSafePayoff());
    }

    /** The comparisons so far: ended blocks and pairs. */
    public long pairs() {
        return harm.steps();
    }
}
