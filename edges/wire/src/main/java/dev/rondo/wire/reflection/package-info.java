/** gRPC's server reflection, by which tools such as grpcurl learn what a server has. */
@NullMarked
package dev.rondo.wire.reflection;

import org.jspecify.annotations.NullMarked;
