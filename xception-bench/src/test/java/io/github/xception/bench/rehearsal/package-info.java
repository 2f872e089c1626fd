@NullMarked
package io.github.xception.bench.rehearsal;

import org.jspecify.annotations.NullMarked;
