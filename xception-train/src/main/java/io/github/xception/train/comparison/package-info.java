/** Holds two runs of one config against each other. */
@NullMarked
package io.github.xception.train.comparison;

import org.jspecify.annotations.NullMarked;
