/** Tensors as bytes and the checks of their shapes, which several protocols share. */
@NullMarked
package dev.rondo.wire.tensors;

import org.jspecify.annotations.NullMarked;
