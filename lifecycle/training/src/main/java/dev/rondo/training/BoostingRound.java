package dev.rondo.training;

/**
 * What one boosting round reached.
 *
 * @param round from 0
 * @param limit the rounds that training makes at most
 * @param trainLogLoss mean log-loss on the training part
 * @param validationLogLoss mean log-loss on the validation part, which decides when to stop
 */
public record BoostingRound(int round, int limit, double trainLogLoss, double validationLogLoss) {}
