package dev.rondo.pipelines;

import dev.rondo.base.Micros;
import dev.rondo.pipelines.ClaimTable.Reference;
import dev.rondo.store.Db;
import dev.rondo.store.Tx;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** One worker's claims: taking tasks, keeping them, and taking them from workers that are gone. */
final class Claims {
    private static final int CANDIDATES = 16;

    private final Db db;
    private final Runs runs;
    private final WorkerOptions options;
    private final InstantSource clock;

    Claims(Db db, Runs runs, WorkerOptions options, InstantSource clock) {
        this.db = db;
        this.runs = runs;
        this.options = options;
        this.clock = clock;
    }

    /** Gives back what an earlier process with this worker's id has left. */
    void takeBack() {
        lose(db.read(tx -> ClaimTable.heldBy(tx, options.workerId())), "its worker restarted");
    }

    /** Makes tasks of silent workers claimable again. */
    void expire() {
        lose(db.read(tx -> ClaimTable.expired(tx, now())), "its worker fell silent");
    }

    private void lose(List<Reference> claims, String reason) {
        for (var claim : claims) {
            runs.apply(
                    claim.runId(), new RunEvent.Lost(now(), claim.task(), claim.claim(), reason));
        }
    }

    /** Claims the task that has been due for longest. */
    Optional<Claim> next() {
        for (var candidate : db.read(tx -> ClaimTable.due(tx, now(), CANDIDATES))) {
            var claim = db.write(tx -> claim(tx, candidate));
            if (claim.isPresent()) {
                return claim;
            }
        }
        return Optional.empty();
    }

    private Optional<Claim> claim(Tx tx, Reference due) {
        var event = new RunEvent.Claimed(now(), due.task(), options.workerId());
        if (runs.apply(tx, due.runId(), event).isEmpty()) {
            return Optional.empty();
        }
        var claim = Claim.of(RunTable.find(tx, due.runId()).orElseThrow(), due.task());
        ClaimTable.lease(tx, reference(claim), leaseEnd());
        return Optional.of(claim);
    }

    /** Returns false when the task is no longer this claim's. */
    boolean renew(Claim claim) {
        return db.write(tx -> ClaimTable.lease(tx, reference(claim), leaseEnd()));
    }

    void progress(Claim claim, String line) {
        db.execute(tx -> ClaimTable.progress(tx, reference(claim), line));
    }

    /** Stores how an execution came out, if its claim still holds. */
    void conclude(Claim claim, Conclusion conclusion) {
        db.execute(tx -> {
            var transition = runs.apply(tx, claim.runId(), conclusion.event());
            var entry = conclusion.cacheEntry();
            if (transition.isPresent() && entry != null) {
                CacheTable.put(tx, entry);
            }
        });
    }

    Optional<RunState> state(String runId) {
        return db.read(tx -> RunTable.find(tx, runId)).map(StoredRun::state);
    }

    /** How long until the next task is due, in microseconds; empty when none is to come. */
    Optional<Long> untilNextDue() {
        return db.read(ClaimTable::nextDue).map(due -> due - now());
    }

    private static Reference reference(Claim claim) {
        return new Reference(claim.runId(), claim.taskName(), claim.number());
    }

    private long leaseEnd() {
        return now() + options.lease().toNanos() / 1_000;
    }

    long now() {
        return Micros.of(clock.instant());
    }
}
