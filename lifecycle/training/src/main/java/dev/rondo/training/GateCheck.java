package dev.rondo.training;

/**
 * One condition of a gate.
 *
 * @param observed the figure that decided; NaN when there is none
 * @param required what it had to be, in words
 * @param reason why it passed or failed, in a sentence
 */
public record GateCheck(
        String name, boolean passed, double observed, String required, String reason) {}
