/** Contenders timed in processes of their own, by JMH. */
@NullMarked
package io.github.xception.bench.measure;

import org.jspecify.annotations.NullMarked;
