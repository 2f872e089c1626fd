/** Pixels: decoding the bytes of image files that nobody vouches for, turning and resizing. */
@NullMarked
package io.github.xception.data.image;

import org.jspecify.annotations.NullMarked;
