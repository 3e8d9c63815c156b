@NullMarked
package dev.rondo.filters;

import org.jspecify.annotations.NullMarked;
