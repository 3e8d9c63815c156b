/**
 * What the protocols of model servers share: tensors as bytes and the checks of their shapes, JSON
 * that knows NaN, and what is told of a failure.
 */
@NullMarked
package dev.rondo.wire.shared;

import org.jspecify.annotations.NullMarked;
