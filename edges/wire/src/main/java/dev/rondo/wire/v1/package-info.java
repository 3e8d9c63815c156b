/**
 * The paths under {@code /v1} that TensorFlow Serving's REST and KServe's first protocol share:
 * predict, classify and regress, explanations refused, metadata, and a status in which the clients
 * of both find what they read.
 */
@NullMarked
package dev.rondo.wire.v1;

import org.jspecify.annotations.NullMarked;
