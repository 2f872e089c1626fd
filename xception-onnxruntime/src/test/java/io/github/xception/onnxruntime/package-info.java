@NullMarked
package io.github.xception.onnxruntime;

import org.jspecify.annotations.NullMarked;
