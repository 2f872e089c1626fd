/** How long engines train until a network is right often enough. */
@NullMarked
package io.github.xception.bench.accuracy;

import org.jspecify.annotations.NullMarked;
