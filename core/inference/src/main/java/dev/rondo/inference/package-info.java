@NullMarked
package dev.rondo.inference;

import org.jspecify.annotations.NullMarked;
