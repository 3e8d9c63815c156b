package dev.rondo.pipelines;

/** What is to be done once a transition is stored (rule 9.1). */
sealed interface RunEffect {
    /** Run the step of a task that has just been claimed. */
    record Execute(String task, long claim) implements RunEffect {}

    /** Stop the step: its outcome is no longer wanted. */
    record Abandon(String task, long claim) implements RunEffect {}

    /** Some task may be claimed, now or later. */
    record LookForTasks() implements RunEffect {}

    /** The run is over. */
    record Ended(RunStatus status) implements RunEffect {}
}
