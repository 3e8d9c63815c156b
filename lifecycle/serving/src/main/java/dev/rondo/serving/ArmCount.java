package dev.rondo.serving;

import org.jspecify.annotations.Nullable;

/**
 * What one arm of a release has done so far, outcomes aside.
 *
 * @param answers rows answered
 * @param acted of them, those whose decision is to act
 * @param failures rows on which the arm's model failed
 * @param nanos the model's time over all answers
 */
public record ArmCount(long answers, long acted, long failures, long nanos) {
    static final ArmCount NONE = new ArmCount(0, 0, 0, 0);

    ArmCount plus(ArmCount other) {
        return new ArmCount(
                answers + other.answers,
                acted + other.acted,
                failures + other.failures,
                nanos + other.nanos);
    }

    /** The share of answers whose decision is to act; null without any. It guards nothing. */
    public @Nullable Double decisionRate() {
        return answers == 0 ? null : (double) acted / answers;
    }

    /** Mean time per row in microseconds; null without any. */
    public @Nullable Double meanMicros() {
        return answers == 0 ? null : nanos / 1e3 / answers;
    }
}
