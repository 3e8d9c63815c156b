/** MLflow's REST, in front of tracking and registry: translates, and decides nothing. */
@NullMarked
package dev.rondo.wire.mlflow;

import org.jspecify.annotations.NullMarked;
