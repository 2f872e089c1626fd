@NullMarked
package io.github.xception.bench.peer;

import org.jspecify.annotations.NullMarked;
