package dev.rondo.hosting;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Works out what has to change so that what is published is what lies on disk. */
final class ModelChanges {
    /** A version to be put in the place of what there is, if there is any. */
    record Change(@Nullable HostedVersion old, HostedVersion fresh) {
        boolean toLoad() {
            return fresh.status().state() == ModelState.LOADING;
        }
    }

    private final ModelShelf shelf;
    private final Set<String> withheld;
    private final List<Change> changes = new ArrayList<>();
    private long room;

    /**
     * Nothing has to change yet.
     *
     * @param withheld the models that are not to be loaded
     * @param room how many more versions may be loaded; what is left waits for a request
     */
    ModelChanges(ModelShelf shelf, Set<String> withheld, long room) {
        this.shelf = shelf;
        this.withheld = withheld;
        this.room = room;
    }

    /**
     * Looks at one model.
     *
     * @param again whether to try what has failed once more
     */
    void look(String name, SortedMap<Long, ModelFile> found, boolean again) {
        var known = shelf.versions(name);
        for (var file : new TreeMap<>(found).descendingMap().values()) {
            var old = known.get(file.version());
            if (withheld.contains(name)) {
                if (old == null) {
                    add(null, HostedVersion.unloaded(file, "not loaded"));
                }
            } else if (old == null) {
                add(null, fresh(file, new Counters()));
            } else if (old.onDemand() && !again) {
                if (!old.seen().equals(file)) {
                    add(old, HostedVersion.onDemand(file, old.counters()));
                }
            } else if (!old.seen().equals(file)
                    || (!old.ready() && (again || old.failure() == null))) {
                add(
                        old,
                        old.ready()
                                ? HostedVersion.loading(file, old.counters())
                                : fresh(file, old.counters()));
            }
        }
    }

    private HostedVersion fresh(ModelFile file, Counters counters) {
        return room-- > 0
                ? HostedVersion.loading(file, counters)
                : HostedVersion.onDemand(file, counters);
    }

    private void add(@Nullable HostedVersion old, HostedVersion fresh) {
        changes.add(new Change(old, fresh));
    }

    List<Change> all() {
        return changes;
    }

    List<Change> toLoad() {
        return changes.stream().filter(Change::toLoad).toList();
    }

    /** What nobody serves yet, shown while it is being loaded. */
    List<HostedVersion> toAnnounce() {
        return changes.stream()
                .filter(each -> each.old() == null || !each.old().ready())
                .map(Change::fresh)
                .toList();
    }
}
