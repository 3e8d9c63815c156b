/**
 * The Open Inference Protocol, version 2, over REST and gRPC, with Triton's binary tensors, model
 * repository, configuration and statistics.
 */
@NullMarked
package dev.rondo.wire.oip;

import org.jspecify.annotations.NullMarked;
