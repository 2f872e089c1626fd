/** Charts of what the metrics of runs tell. */
@NullMarked
package io.github.xception.train.curve;

import org.jspecify.annotations.NullMarked;
