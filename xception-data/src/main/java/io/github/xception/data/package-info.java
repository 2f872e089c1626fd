/** Data sets of images: reading, augmenting, splitting and batching them. */
@NullMarked
package io.github.xception.data;

import org.jspecify.annotations.NullMarked;
