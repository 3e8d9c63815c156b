@NullMarked
package dev.rondo.monitoring;

import org.jspecify.annotations.NullMarked;
