/** Tests of this package. */
@NullMarked
package io.github.xception.data.batch;

import org.jspecify.annotations.NullMarked;
