/**
 * Tables in Parquet, as pandas and Arrow write them: flat columns in plain or dictionary encoding,
 * packed by Snappy, GZIP or not at all. Read from memory, within limits that do not trust the file.
 */
@NullMarked
package dev.rondo.wire.parquet;

import org.jspecify.annotations.NullMarked;
