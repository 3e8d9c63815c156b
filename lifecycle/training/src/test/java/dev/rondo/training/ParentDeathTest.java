package dev.rondo.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.inference.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParentDeathTest {
    @TempDir Path folder;

    @Test
    @DisplayName("a child whose parent is killed ends by itself")
    void childEndsWithParent() throws Exception {
        var jvm = ChildJvm.own();
        var parent =
                new ProcessBuilder(
                                jvm.java().toString(),
                                "-cp",
                                jvm.classPath(),
                                Parent.class.getName(),
                                folder.toString())
                        .redirectErrorStream(true)
                        .start();
        try (var lines = parent.inputReader()) {
            long pid = Long.parseLong(lines.readLine());
            var child = ProcessHandle.of(pid).orElseThrow();
            parent.destroyForcibly().waitFor();

            child.onExit().get(20, TimeUnit.SECONDS);
            assertThat(child.isAlive()).isFalse();
        }
    }

    /** Trains for as long as it lives, and prints the child's process id at the first round. */
    static final class Parent {
        public static void main(String[] arguments) throws IOException {
            var spec =
                    new TrainingSpec(
                            new Target("outcome", "yes", "no"),
                            Tables.FEATURES,
                            Map.of("max_depth", "8"),
                            TrainingSpec.MAX_ROUNDS,
                            TrainingSpec.MAX_ROUNDS,
                            1,
                            Duration.ofMinutes(1),
                            512);
            Trainer.inChildJvm()
                    .train(
                            spec,
                            Tables.of(2000, 1),
                            Tables.of(200, 2),
                            Path.of(arguments[0]),
                            round -> {
                                if (round.round() == 0) {
                                    List<Long> children =
                                            ProcessHandle.current()
                                                    .children()
                                                    .map(ProcessHandle::pid)
                                                    .toList();
                                    System.out.println(children.getFirst());
                                }
                            });
        }
    }
}
