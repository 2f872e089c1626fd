/** Host tensors, weights by path, their initialisers and their files. */
@NullMarked
package io.github.xception.api.tensor;

import org.jspecify.annotations.NullMarked;
