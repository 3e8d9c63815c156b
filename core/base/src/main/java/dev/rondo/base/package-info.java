/** What every room shares: errors, ids, digests, time and JSON. */
@NullMarked
package dev.rondo.base;

import org.jspecify.annotations.NullMarked;
