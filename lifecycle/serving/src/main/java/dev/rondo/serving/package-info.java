/**
 * Endpoints that answer and record, and releases that prove a new version on live traffic before it
 * takes over. Start at {@link dev.rondo.serving.Serving}.
 */
@NullMarked
package dev.rondo.serving;

import org.jspecify.annotations.NullMarked;
