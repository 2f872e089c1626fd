@NullMarked
package io.github.xception.bench.contender;

import org.jspecify.annotations.NullMarked;
