/**
 * ONNX Runtime behind {@link dev.rondo.inference.ModelRuntime}: whatever graph of ONNX the library
 * does not run itself. Its native library is loaded with the first such model.
 */
@NullMarked
package dev.rondo.onnx;

import org.jspecify.annotations.NullMarked;
