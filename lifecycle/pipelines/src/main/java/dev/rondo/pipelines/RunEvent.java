package dev.rondo.pipelines;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * What happens to a run. Each stored event is one transition; applied in order to the run's first
 * state they give its present state (rule 9.1). Texts are cut at 4,000 characters. Times are UTC
 * microseconds. A claim numbers the executions of a task over all attempts: an outcome with an
 * older claim comes too late.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = RunEvent.Claimed.class, name = "claimed"),
    @JsonSubTypes.Type(value = RunEvent.Succeeded.class, name = "succeeded"),
    @JsonSubTypes.Type(value = RunEvent.Stopped.class, name = "stopped"),
    @JsonSubTypes.Type(value = RunEvent.Failed.class, name = "failed"),
    @JsonSubTypes.Type(value = RunEvent.Waited.class, name = "waited"),
    @JsonSubTypes.Type(value = RunEvent.Lost.class, name = "lost"),
    @JsonSubTypes.Type(value = RunEvent.Woken.class, name = "woken"),
    @JsonSubTypes.Type(value = RunEvent.Cancelled.class, name = "cancelled"),
})
public sealed interface RunEvent {
    long at();

    /** A worker takes a task that is READY or WAITING and due. */
    record Claimed(long at, String task, String worker) implements RunEvent {}

    /**
     * The task has its output.
     *
     * @param cache whether the output was reused, and why or why not (rule 9.2)
     */
    record Succeeded(long at, String task, long claim, JsonNode output, String cache)
            implements RunEvent {}

    record Stopped(long at, String task, long claim, String reason, JsonNode output)
            implements RunEvent {
        public Stopped {
            reason = Texts.line(reason);
        }
    }

    record Failed(long at, String task, long claim, String code, String message, boolean retryable)
            implements RunEvent {
        public Failed {
            message = Texts.line(message);
        }
    }

    record Waited(long at, String task, long claim, long until, String reason, JsonNode state)
            implements RunEvent {
        public Waited {
            reason = Texts.line(reason);
        }
    }

    /** The claim's worker died, lost its lease or gave the task back. */
    record Lost(long at, String task, long claim, String reason) implements RunEvent {
        public Lost {
            reason = Texts.line(reason);
        }
    }

    /** Makes a waiting task due. */
    record Woken(long at, String task) implements RunEvent {}

    record Cancelled(long at, String reason) implements RunEvent {
        public Cancelled {
            reason = Texts.line(reason);
        }
    }
}
