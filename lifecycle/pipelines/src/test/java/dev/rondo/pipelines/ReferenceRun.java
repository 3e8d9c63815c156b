package dev.rondo.pipelines;

import dev.rondo.base.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rules of a run once more, as plainly as can be: changing fields, one task at a time. */
final class ReferenceRun {
    static final class Task {
        final TaskSpec spec;
        String status = "PENDING";
        int attempt = 1;
        int losses;
        long claim;
        @Nullable Long due;

        Task(TaskSpec spec) {
            this.spec = spec;
        }
    }

    final Map<String, Task> tasks = new LinkedHashMap<>();
    String status = "RUNNING";

    ReferenceRun(Pipeline pipeline, long at) {
        pipeline.tasks().forEach(spec -> tasks.put(spec.name(), new Task(spec)));
        follow(at);
    }

    /** Returns whether the event applied. */
    boolean apply(RunEvent event) {
        if (!status.equals("RUNNING")) {
            return false;
        }
        if (event instanceof RunEvent.Cancelled) {
            status = "CANCELLED";
            tasks.values().stream().filter(t -> !ended(t)).forEach(t -> set(t, "CANCELLED", null));
            return true;
        }
        var fields = Json.MAPPER.valueToTree(event);
        var task = tasks.get(fields.get("task").textValue());
        if (task == null || !applies(event, task, fields.path("claim").longValue())) {
            return false;
        }
        change(event, task);
        follow(event.at());
        return true;
    }

    private static boolean applies(RunEvent event, Task task, long claim) {
        if (event instanceof RunEvent.Claimed) {
            return task.due != null && task.due <= event.at();
        }
        if (event instanceof RunEvent.Woken) {
            return task.status.equals("WAITING") && task.due != null && task.due > event.at();
        }
        return task.status.equals("RUNNING") && task.claim == claim;
    }

    private void change(RunEvent event, Task task) {
        boolean ending = has("FAILED") || has("STOPPED");
        if (event instanceof RunEvent.Claimed) {
            task.claim++;
            set(task, "RUNNING", null);
        } else if (event instanceof RunEvent.Succeeded) {
            set(task, "SUCCEEDED", null);
        } else if (event instanceof RunEvent.Stopped) {
            set(task, "STOPPED", null);
        } else if (event instanceof RunEvent.Woken) {
            task.due = event.at();
        } else if (event instanceof RunEvent.Failed failed) {
            if (failed.retryable() && task.attempt <= task.spec.retries() && !ending) {
                long seconds = (long) Math.min(300, Math.pow(2, task.attempt - 1));
                task.attempt++;
                set(task, "READY", event.at() + seconds * 1_000_000);
            } else {
                set(task, "FAILED", null);
            }
        } else if (ending) {
            set(task, "SKIPPED", null);
        } else if (event instanceof RunEvent.Waited waited) {
            set(task, "WAITING", waited.until());
        } else if (task.losses == 100) {
            set(task, "FAILED", null);
        } else {
            task.losses++;
            set(task, "READY", event.at());
        }
    }

    private void follow(long at) {
        for (var task : tasks.values()) {
            if (has("FAILED") || has("STOPPED")) {
                if (!ended(task) && !task.status.equals("RUNNING")) {
                    set(task, "SKIPPED", null);
                }
            } else if (task.status.equals("PENDING")
                    && task.spec.needs().stream()
                            .allMatch(need -> is(tasks.get(need), "SUCCEEDED"))) {
                set(task, "READY", at);
            }
        }
        if (tasks.values().stream().allMatch(ReferenceRun::ended)) {
            status = has("FAILED") ? "FAILED" : has("STOPPED") ? "STOPPED" : "SUCCEEDED";
        }
    }

    private static void set(Task task, String status, @Nullable Long due) {
        task.status = status;
        task.due = due;
    }

    private boolean has(String wanted) {
        return tasks.values().stream().anyMatch(task -> is(task, wanted));
    }

    private static boolean is(@Nullable Task task, String wanted) {
        return task != null && task.status.equals(wanted);
    }

    static boolean ended(Task task) {
        return "SUCCEEDED STOPPED FAILED SKIPPED CANCELLED".contains(task.status);
    }
}
