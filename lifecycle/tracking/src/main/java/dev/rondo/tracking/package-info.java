@NullMarked
package dev.rondo.tracking;

import org.jspecify.annotations.NullMarked;
