package dev.rondo.serving;

import dev.rondo.store.Db;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Takes the outcomes that came in and the steps that they ask for. Outcomes are read and folded
 * outside of any transaction; then one transaction stores evidence, cursor and transition, if
 * nobody else was faster. So a crash at any instant leaves a state from which the next call goes on
 * to the same end.
 */
final class Advance {
    private static final int PAGE = 1000;

    private final Db db;
    private final Turns turns;
    private final Watches watches;
    private final MaturedOutcomes outcomes;
    private final ShadowWorker shadow;
    private final Duration drain;
    private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

    Advance(
            Db db,
            Turns turns,
            Watches watches,
            MaturedOutcomes outcomes,
            ShadowWorker shadow,
            Duration drain) {
        this.db = db;
        this.turns = turns;
        this.watches = watches;
        this.outcomes = outcomes;
        this.shadow = shadow;
        this.drain = drain;
    }

    void run(String endpoint, String releaseId) {
        var lock = locks.computeIfAbsent(endpoint, _ -> new ReentrantLock());
        lock.lock();
        try {
            shadow.drain(drain);
            while (step(endpoint, releaseId)) {
                // each step takes a page of outcomes, or makes one transition
            }
        } finally {
            lock.unlock();
        }
    }

    private record Seen(Lineup lineup, Progress progress, TrafficTotal traffic) {
        boolean underWay(String releaseId) {
            return lineup.inFlight() != null && lineup.inFlight().id().equals(releaseId);
        }
    }

    /** Whether there may be more to do. */
    private boolean step(String endpoint, String releaseId) {
        var seen =
                db.read(tx ->
                        new Seen(
                                ReleaseRows.lineup(tx, endpoint),
                                ReleaseRows.progress(tx, releaseId),
                                watches.total(tx, releaseId)));
        if (!seen.underWay(releaseId)) {
            return false;
        }
        var page = outcomes.after(endpoint, releaseId, seen.progress().cursor(), PAGE);
        var folded =
                GuardFold.fold(
                        seen.lineup(), seen.progress(), seen.traffic(), page, shadows(seen, page));
        var progress = folded.progress();
        if (page.size() < PAGE && folded.event().isEmpty()) {
            progress = progress.drained(outcomes.count(endpoint, releaseId));
        }
        boolean moved =
                store(endpoint, releaseId, seen, new GuardFold.Folded(progress, folded.event()));
        return moved || page.size() == PAGE;
    }

    private Map<String, Boolean> shadows(Seen seen, List<MaturedOutcome> page) {
        var release = seen.lineup().challenger();
        return release.state() == ReleaseState.SHADOW
                ? db.read(tx -> ShadowRows.find(tx, release.id(), page))
                : Map.of();
    }

    /** Whether the release moved, or somebody else moved it meanwhile: then look again. */
    private boolean store(String endpoint, String releaseId, Seen seen, GuardFold.Folded folded) {
        return turns.take(
                endpoint,
                turn -> {
                    var tx = turn.tx();
                    if (!turn.lineup().equals(seen.lineup())
                            || !ReleaseRows.progress(tx, releaseId).equals(seen.progress())) {
                        return true;
                    }
                    watches.store(tx);
                    if (!folded.progress().equals(seen.progress())) {
                        ReleaseRows.save(tx, releaseId, folded.progress());
                    }
                    return folded.event().isPresent() && turn.apply(folded.event().get());
                });
    }
}
