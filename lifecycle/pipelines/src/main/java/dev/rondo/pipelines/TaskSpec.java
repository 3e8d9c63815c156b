package dev.rondo.pipelines;

import dev.rondo.base.Ids;
import java.time.Duration;
import java.util.List;

/**
 * One task of a pipeline.
 *
 * @param step its name in the {@link StepCatalogue}
 * @param needs the tasks that must have succeeded before
 * @param retries how many more tries after a failure that may be retried
 * @param timeout of one execution, waits not counted
 */
public record TaskSpec(
        String name, String step, List<String> needs, int retries, Duration timeout) {
    public TaskSpec {
        Ids.checkName("task", name);
        needs = List.copyOf(needs);
        if (retries < 0 || retries > 100) {
            throw new IllegalArgumentException("0 to 100 retries, not " + retries);
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("a timeout is positive");
        }
    }
}
