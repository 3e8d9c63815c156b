package dev.rondo.python;

import dev.rondo.base.RondoException;
import java.time.Duration;
import java.util.List;

/**
 * How children are run.
 *
 * @param command the interpreter and its arguments; it needs mlflow and what the model imports
 * @param startWithin how long loading may take
 * @param answerWithin how long an answer may take before its child is killed
 */
public record PythonOptions(List<String> command, Duration startWithin, Duration answerWithin) {
    public PythonOptions {
        command = List.copyOf(command);
        if (command.isEmpty() || command.getFirst().isBlank()) {
            throw RondoException.user("python.command", "no interpreter is named")
                    .next("name one, such as python3");
        }
        if (!startWithin.isPositive() || !answerWithin.isPositive()) {
            throw RondoException.user("python.time", "a time limit is not positive")
                    .next("give at least a second");
        }
    }

    /** A command as a shell would read it, without quotes. */
    public static List<String> command(String text) {
        return List.of(text.strip().split("\\s+"));
    }
}
