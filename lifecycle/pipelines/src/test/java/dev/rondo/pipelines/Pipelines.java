package dev.rondo.pipelines;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.base.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Pipelines for tests. */
final class Pipelines {
    private Pipelines() {}

    static TaskSpec task(String name, int retries, String... needs) {
        return new TaskSpec(name, name, List.of(needs), retries, Duration.ofMinutes(1));
    }

    /** a, then b and c, then d. */
    static Pipeline diamond(int retries) {
        return new Pipeline(
                "diamond",
                List.of(
                        task("a", retries),
                        task("b", retries, "a"),
                        task("c", retries, "a"),
                        task("d", retries, "b", "c")));
    }

    static Pipeline single(String name, int retries) {
        return new Pipeline("single", List.of(task(name, retries)));
    }

    static Pipeline random(SplittableRandom random) {
        var tasks = new ArrayList<TaskSpec>();
        int count = 1 + random.nextInt(7);
        for (int i = 0; i < count; i++) {
            var needs = new ArrayList<String>();
            for (var earlier : tasks) {
                if (random.nextInt(3) == 0) {
                    needs.add(earlier.name());
                }
            }
            tasks.add(task("t" + i, random.nextInt(3), needs.toArray(String[]::new)));
        }
        return new Pipeline("random", tasks);
    }

    static ObjectNode json() {
        return Json.MAPPER.createObjectNode();
    }
}
