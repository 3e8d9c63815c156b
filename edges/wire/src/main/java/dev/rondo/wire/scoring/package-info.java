/**
 * Scoring as MLflow's server, SageMaker's containers and TorchServe offer it: {@code /invocations},
 * {@code /ping} and what goes with them.
 */
@NullMarked
package dev.rondo.wire.scoring;

import org.jspecify.annotations.NullMarked;
