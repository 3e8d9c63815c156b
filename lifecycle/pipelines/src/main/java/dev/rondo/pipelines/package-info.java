@NullMarked
package dev.rondo.pipelines;

import org.jspecify.annotations.NullMarked;
