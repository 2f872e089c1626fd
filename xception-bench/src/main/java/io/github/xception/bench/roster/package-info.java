/** Contenders by name. */
@NullMarked
package io.github.xception.bench.roster;

import org.jspecify.annotations.NullMarked;
