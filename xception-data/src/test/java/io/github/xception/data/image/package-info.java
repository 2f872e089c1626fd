/** Tests of decoding and resizing. */
@NullMarked
package io.github.xception.data.image;

import org.jspecify.annotations.NullMarked;
