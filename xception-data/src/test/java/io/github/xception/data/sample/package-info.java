/** Tests of this package. */
@NullMarked
package io.github.xception.data.sample;

import org.jspecify.annotations.NullMarked;
