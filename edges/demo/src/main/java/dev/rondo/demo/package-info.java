@NullMarked
package dev.rondo.demo;

import org.jspecify.annotations.NullMarked;
