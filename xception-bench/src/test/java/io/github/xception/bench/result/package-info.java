@NullMarked
package io.github.xception.bench.result;

import org.jspecify.annotations.NullMarked;
