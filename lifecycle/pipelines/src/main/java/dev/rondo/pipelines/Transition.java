package dev.rondo.pipelines;

import java.util.List;

/** What an event makes of a run. */
record Transition(RunState state, List<RunEffect> effects) {
    Transition {
        effects = List.copyOf(effects);
    }
}
