/**
 * Models in memory, ready to answer: names with numbered versions, loaded, checked and warmed up
 * before they serve, swapped without a request that fails, counted. {@link
 * dev.rondo.hosting.ModelCatalogue} is the door that every wire protocol speaks to.
 */
@NullMarked
package dev.rondo.hosting;

import org.jspecify.annotations.NullMarked;
