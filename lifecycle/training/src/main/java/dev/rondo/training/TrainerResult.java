package dev.rondo.training;

import java.util.List;

/**
 * What the child found, as {@code result.json}; the model and its margins lie beside it.
 *
 * @param rounds every round made, also those after the best
 * @param bestRound the model ends with this round
 * @param totalGains what the splits on each feature gained in the model, by column of the matrices
 */
record TrainerResult(List<BoostingRound> rounds, int bestRound, List<Double> totalGains) {
    TrainerResult {
        rounds = List.copyOf(rounds);
        totalGains = List.copyOf(totalGains);
    }
}
