package dev.rondo.measures;

/**
 * A test's outcome; NaN where a sample is empty.
 *
 * @param degreesOfFreedom of a chi-square statistic; 0 for other tests
 */
public record TestResult(double statistic, double pValue, long degreesOfFreedom) {}
