@NullMarked
package dev.rondo.benchmarks;

import org.jspecify.annotations.NullMarked;
