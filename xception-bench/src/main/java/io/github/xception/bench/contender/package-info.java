/** What takes part in a bench, and what it is given to do. */
@NullMarked
package io.github.xception.bench.contender;

import org.jspecify.annotations.NullMarked;
