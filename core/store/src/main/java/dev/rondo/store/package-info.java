@NullMarked
package dev.rondo.store;

import org.jspecify.annotations.NullMarked;
