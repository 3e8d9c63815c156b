@NullMarked
package dev.rondo.measures;

import org.jspecify.annotations.NullMarked;
