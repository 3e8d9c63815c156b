package dev.rondo.serving;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.base.Ids;
import dev.rondo.base.RondoException;
import dev.rondo.store.Db;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Releases: how a candidate is proven on live traffic, and takes over or goes. */
public final class Releases {
    private final Db db;
    private final Turns turns;
    private final Starts starts;
    private final Routings routings;
    private final Watches watches;
    private final Advance advance;
    private final Maintenance maintenance;

    Releases(
            Db db,
            Turns turns,
            Starts starts,
            Routings routings,
            Watches watches,
            Advance advance,
            Maintenance maintenance) {
        this.db = db;
        this.turns = turns;
        this.starts = starts;
        this.routings = routings;
        this.watches = watches;
        this.advance = advance;
        this.maintenance = maintenance;
    }

    /**
     * Starts a release whose gates have passed. It goes on to shadow or to its first canary stage
     * at once, unless a freeze holds it.
     *
     * @throws RondoException of kind NOT_FOUND without such an endpoint or version, CONFLICT when a
     *     release is under way, the version is live already or foretells another outcome
     */
    public Release start(ReleaseRequest request) {
        return starts.challenge(request);
    }

    /**
     * A person makes a release live: where it asks for that, or by force. Never while frozen.
     *
     * @throws RondoException of kind CONFLICT when it has ended, is frozen, or not proven
     */
    public ReleaseStatus promote(String id, String approver, boolean force) {
        return decide(
                id,
                approver,
                figures -> {
                    figures.put("force", force);
                    var reason = approver + " promoted it" + (force ? " by force" : "");
                    return new ReleaseEvent.Promoted(
                            force, new Evidence(reason, approver, figures));
                });
    }

    /**
     * A person ends a release under way; requests go on with the live version.
     *
     * @throws RondoException of kind CONFLICT when it has ended
     */
    public ReleaseStatus rollback(String id, String approver, String reason) {
        required("reason", reason);
        return decide(
                id,
                approver,
                figures -> new ReleaseEvent.RolledBack(new Evidence(reason, approver, figures)));
    }

    private ReleaseStatus decide(
            String id, String approver, Function<ObjectNode, ReleaseEvent> event) {
        required("approver", approver);
        turns.take(
                get(id).endpoint(),
                turn -> {
                    var current = turn.lineup().inFlight();
                    if (current == null || !current.id().equals(id)) {
                        throw ended(ReleaseRows.get(turn.tx(), id));
                    }
                    watches.store(turn.tx());
                    turn.apply(event.apply(turn.figures(watches)));
                    return null;
                });
        return status(id);
    }

    private static RondoException ended(Release release) {
        return RondoException.conflict(
                        "release.ended",
                        "release " + release.id() + " has ended: " + release.state())
                .at(release.endpoint())
                .next("start a release of the version that is to be live, and promote it by force");
    }

    /**
     * A release as it is now.
     *
     * @throws RondoException of kind NOT_FOUND {@code release.not_found}
     */
    public Release get(String id) {
        return db.read(tx -> ReleaseRows.get(tx, id));
    }

    /** The latest first; null for every endpoint. */
    public List<Release> list(@Nullable String endpoint, int limit) {
        return db.read(tx -> ReleaseRows.list(tx, endpoint, limit));
    }

    /**
     * A release with its evidence so far.
     *
     * @throws RondoException of kind NOT_FOUND {@code release.not_found}
     */
    public ReleaseStatus status(String id) {
        return db.read(tx -> {
            var release = ReleaseRows.get(tx, id);
            return ReleaseStatus.of(
                    release,
                    ReleaseRows.progress(tx, id),
                    watches.total(tx, id),
                    FreezeRows.holding(tx, release.endpoint()));
        });
    }

    /** The transitions so far, in order, with their evidence. */
    public List<ReleaseStep> steps(String id) {
        return db.read(tx -> {
            ReleaseRows.get(tx, id);
            return ReleaseRows.steps(tx, id);
        });
    }

    /**
     * Stops every promotion in a scope (rule 7.7). What is under way keeps its weight, and can
     * still be rolled back.
     *
     * @param scope an endpoint's name, or {@code *}
     */
    public Freeze freeze(String scope, String who, String why) {
        required("who", who);
        required("why", why);
        return db.write(tx -> {
            Turn.lockFreezes(tx);
            if (!scope.equals(Freeze.EVERYWHERE) && EndpointRows.find(tx, scope).isEmpty()) {
                throw EndpointRows.notFound(scope);
            }
            var freeze = new Freeze(Ids.random(), scope, who, why, turns.now(), null, null);
            FreezeRows.insert(tx, freeze);
            return freeze;
        });
    }

    /** Lifts every freeze of exactly this scope, and lets what it held move on. */
    public List<Freeze> unfreeze(String scope, String who) {
        required("who", who);
        var lifted =
                db.write(tx -> {
                    Turn.lockFreezes(tx);
                    return FreezeRows.lift(tx, scope, who, turns.now());
                });
        for (var routing : routings.all()) {
            var endpoint = routing.endpoint().name();
            if (scope.equals(Freeze.EVERYWHERE) || scope.equals(endpoint)) {
                advance(endpoint);
            }
        }
        return lifted;
    }

    /** The freezes of a scope, lifted ones included, the latest first; null for every scope. */
    public List<Freeze> freezes(@Nullable String scope) {
        return db.read(tx -> FreezeRows.list(tx, scope));
    }

    /**
     * Takes the outcomes that came in since, in their fixed order, and the steps that they ask for.
     * To be called after outcomes were recorded; calling it more often changes nothing.
     *
     * @return the release that was under way, as it is now; empty if there was none
     */
    public Optional<ReleaseStatus> advance(String endpoint) {
        var routing = routings.get(endpoint);
        if (routing.challenger() == null) {
            return Optional.empty();
        }
        var id = routing.challenger().release().id();
        maintenance.rollBackOpened(routing);
        advance.run(endpoint, id);
        return Optional.of(status(id));
    }

    private static void required(String field, String value) {
        if (value.isBlank()) {
            throw RondoException.user("release." + field, "there is no " + field)
                    .at(field)
                    .because("it stays in the release's evidence")
                    .next("fill it in");
        }
    }
}
