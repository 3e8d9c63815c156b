package dev.rondo.serving;

import dev.rondo.inference.Route;
import dev.rondo.measures.SampleRatio;

/** A release's traffic on this replica as it grows. Thread-safe. */
final class LiveTraffic {
    private final FirstVisits visits = new FirstVisits();
    private Traffic traffic;
    private Traffic stored;

    /**
     * @param stored what this replica had counted before it was started
     */
    LiveTraffic(Traffic stored) {
        traffic = stored;
        this.stored = stored;
    }

    synchronized void count(Route route, ArmCount more) {
        if (more.equals(ArmCount.NONE)) {
            return;
        }
        traffic =
                switch (route) {
                    case PRIMARY ->
                            with(traffic.control().plus(more), traffic.canary(), traffic.shadow());
                    case CANARY ->
                            with(traffic.control(), traffic.canary().plus(more), traffic.shadow());
                    case SHADOW ->
                            with(traffic.control(), traffic.canary(), traffic.shadow().plus(more));
                };
    }

    private Traffic with(ArmCount control, ArmCount canary, ArmCount shadow) {
        return new Traffic(control, canary, shadow, traffic.ratio());
    }

    /** Lets the sample-ratio check see the assignments of a canary. */
    synchronized void assigned(Assignment assignment) {
        if (assignment.weight() == 0) {
            return;
        }
        SampleRatio ratio = traffic.ratio();
        for (int i = 0; i < assignment.rows(); i++) {
            if (visits.add(assignment.unit(i))) {
                ratio = ratio.update(assignment.route(i) == Route.CANARY, assignment.weight());
            }
        }
        traffic = new Traffic(traffic.control(), traffic.canary(), traffic.shadow(), ratio);
    }

    synchronized Traffic snapshot() {
        return traffic;
    }

    /** Whether it grew since it was stored. */
    synchronized boolean dirty() {
        return !traffic.equals(stored);
    }

    /** A snapshot has become durable. */
    synchronized void stored(Traffic snapshot) {
        stored = snapshot;
    }
}
