@NullMarked
package io.github.xception.bench.measure;

import org.jspecify.annotations.NullMarked;
