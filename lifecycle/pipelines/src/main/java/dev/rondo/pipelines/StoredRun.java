package dev.rondo.pipelines;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run as the database holds it.
 *
 * @param revision how many transitions it has made
 */
record StoredRun(
        String id,
        String pipeline,
        ObjectNode parameters,
        @Nullable String onceKey,
        long revision,
        long createdAt,
        RunStatus status,
        @Nullable String reason,
        @Nullable Long endedAt,
        List<StoredTask> tasks) {
    StoredRun with(List<StoredTask> itsTasks) {
        return new StoredRun(
                id,
                pipeline,
                parameters,
                onceKey,
                revision,
                createdAt,
                status,
                reason,
                endedAt,
                itsTasks);
    }

    RunState state() {
        return new RunState(
                status, reason, endedAt, tasks.stream().map(StoredTask::state).toList());
    }

    RunView view() {
        return new RunView(
                id,
                pipeline,
                status,
                reason,
                parameters,
                onceKey,
                createdAt,
                endedAt,
                tasks.stream().map(StoredTask::view).toList());
    }
}
