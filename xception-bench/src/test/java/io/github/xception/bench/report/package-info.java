@NullMarked
package io.github.xception.bench.report;

import org.jspecify.annotations.NullMarked;
