/**
 * The story that {@code rondo demo} and {@code rondo try} tell: an outside user of a server, over
 * HTTP, with simulated customers. Start at {@link dev.rondo.demo.Story}.
 */
@NullMarked
package dev.rondo.demo;

import org.jspecify.annotations.NullMarked;
