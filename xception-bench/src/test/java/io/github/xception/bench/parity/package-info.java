@NullMarked
package io.github.xception.bench.parity;

import org.jspecify.annotations.NullMarked;
