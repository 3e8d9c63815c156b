@NullMarked
package dev.rondo.registry;

import org.jspecify.annotations.NullMarked;
