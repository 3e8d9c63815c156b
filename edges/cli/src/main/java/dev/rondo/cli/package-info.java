/** The command line: a thin face of the client, and the commands that start a server. */
@NullMarked
package dev.rondo.cli;

import org.jspecify.annotations.NullMarked;
