/** Other processes that run this program. */
@NullMarked
package io.github.xception.bench.process;

import org.jspecify.annotations.NullMarked;
