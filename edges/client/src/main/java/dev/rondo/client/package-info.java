@NullMarked
package dev.rondo.client;

import org.jspecify.annotations.NullMarked;
