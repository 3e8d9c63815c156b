package dev.rondo.measures;

/**
 * A figure with its uncertainty (rule 4.2).
 *
 * @param value NaN where the figure is not defined on the data
 * @param n the number of rows that it rests on
 */
public record Estimate(double value, Interval interval, long n) {}
