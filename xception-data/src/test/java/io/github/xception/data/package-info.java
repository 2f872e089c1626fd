/** Tests of this package. */
@NullMarked
package io.github.xception.data;

import org.jspecify.annotations.NullMarked;
