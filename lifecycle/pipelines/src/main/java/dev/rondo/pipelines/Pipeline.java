package dev.rondo.pipelines;

import dev.rondo.base.Ids;
import dev.rondo.base.RondoException;
import java.util.HashSet;
import java.util.List;

/** Tasks in an order in which each follows what it needs, so there can be no cycle. */
public record Pipeline(String name, List<TaskSpec> tasks) {
    static final int MAX_TASKS = 200;

    public Pipeline {
        Ids.checkName("pipeline", name);
        tasks = List.copyOf(tasks);
        if (tasks.isEmpty() || tasks.size() > MAX_TASKS) {
            throw invalid(name, "it has " + tasks.size() + " tasks, not 1 to " + MAX_TASKS);
        }
        var earlier = new HashSet<String>();
        for (var task : tasks) {
            for (var need : task.needs()) {
                if (!earlier.contains(need)) {
                    throw invalid(
                            name, task.name() + " needs " + need + ", which does not come before");
                }
            }
            if (!earlier.add(task.name())) {
                throw invalid(name, "two tasks are named " + task.name());
            }
        }
    }

    private static RondoException invalid(String name, String what) {
        return RondoException.user("pipeline.invalid", what)
                .at("pipeline " + name)
                .next("list each task once, after the tasks that it needs");
    }
}
