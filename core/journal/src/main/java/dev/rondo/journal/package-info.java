@NullMarked
package dev.rondo.journal;

import org.jspecify.annotations.NullMarked;
