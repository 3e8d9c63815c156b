/** The binding between the network and blocking routes; every protocol's edge is built on it. */
@NullMarked
package dev.rondo.http;

import org.jspecify.annotations.NullMarked;
