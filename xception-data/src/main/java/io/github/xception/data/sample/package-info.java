/** Drawn flowers: a data set that needs no files. */
@NullMarked
package io.github.xception.data.sample;

import org.jspecify.annotations.NullMarked;
