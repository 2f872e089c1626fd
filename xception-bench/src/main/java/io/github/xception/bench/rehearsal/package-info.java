/** Contenders shown to compute the same before any of them is timed. */
@NullMarked
package io.github.xception.bench.rehearsal;

import org.jspecify.annotations.NullMarked;
