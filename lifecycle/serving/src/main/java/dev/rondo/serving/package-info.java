@NullMarked
package dev.rondo.serving;

import org.jspecify.annotations.NullMarked;
