/** Holds runs against each other: two of one config by numbers, several of any in one picture. */
@NullMarked
package io.github.xception.train.comparison;

import org.jspecify.annotations.NullMarked;
