/** The messages of ONNX files, generated from {@code onnx.proto}: for this module alone. */
@NullMarked
package io.github.xception.onnxruntime.message;

import org.jspecify.annotations.NullMarked;
