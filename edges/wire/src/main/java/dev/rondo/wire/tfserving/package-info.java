/**
 * TensorFlow Serving's gRPC: {@code PredictionService} and {@code ModelService}. Its REST is in
 * {@code dev.rondo.wire.v1}.
 */
@NullMarked
package dev.rondo.wire.tfserving;

import org.jspecify.annotations.NullMarked;
