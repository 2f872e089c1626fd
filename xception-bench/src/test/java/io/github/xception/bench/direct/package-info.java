@NullMarked
package io.github.xception.bench.direct;

import org.jspecify.annotations.NullMarked;
