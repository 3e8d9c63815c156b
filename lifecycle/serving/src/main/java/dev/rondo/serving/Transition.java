package dev.rondo.serving;

import java.util.List;

/** Where an event leads; no effects where it changes nothing. */
record Transition(Lineup lineup, List<Effect> effects) {
    Transition {
        effects = List.copyOf(effects);
    }
}
