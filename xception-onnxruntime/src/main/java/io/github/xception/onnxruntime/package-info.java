/**
 * Networks as ONNX. {@link io.github.xception.onnxruntime.OnnxTranslator} makes an ONNX graph of a
 * network; the format {@code onnx} writes that to a file, and the backend {@code onnxruntime} has
 * ONNX Runtime compute it.
 */
@NullMarked
package io.github.xception.onnxruntime;

import org.jspecify.annotations.NullMarked;
