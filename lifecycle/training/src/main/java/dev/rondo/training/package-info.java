@NullMarked
package dev.rondo.training;

import org.jspecify.annotations.NullMarked;
