@NullMarked
package io.github.xception.bench.pipeline;

import org.jspecify.annotations.NullMarked;
