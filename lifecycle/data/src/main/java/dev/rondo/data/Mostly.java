package dev.rondo.data;

/** How many of a column's values have to be as expected. */
public record Mostly(double share, double chance) {}
