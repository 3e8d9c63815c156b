package dev.rondo.serving;

import java.util.Collection;

/**
 * A release's traffic over all replicas.
 *
 * @param ratioEvidence the greatest evidence of any replica that the canary's share is not the
 *     stated one, divided by the number of replicas
 */
record TrafficTotal(ArmCount control, ArmCount canary, ArmCount shadow, double ratioEvidence) {
    /** The alarm's probability without a fault; a fault of assignment shows far below it. */
    static final double RATIO_ALPHA = 0.001;

    static TrafficTotal of(Collection<Traffic> replicas) {
        var control = ArmCount.NONE;
        var canary = ArmCount.NONE;
        var shadow = ArmCount.NONE;
        double peak = 1;
        for (var replica : replicas) {
            control = control.plus(replica.control());
            canary = canary.plus(replica.canary());
            shadow = shadow.plus(replica.shadow());
            peak = Math.max(peak, replica.ratio().peak());
        }
        return new TrafficTotal(control, canary, shadow, peak / Math.max(1, replicas.size()));
    }

    boolean ratioAlarm() {
        return ratioEvidence >= 1 / RATIO_ALPHA;
    }
}
