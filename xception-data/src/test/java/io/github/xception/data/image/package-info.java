/** Tests of this package. */
@NullMarked
package io.github.xception.data.image;

import org.jspecify.annotations.NullMarked;
