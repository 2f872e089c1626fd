/** What a bench has found, for people and for programs. */
@NullMarked
package io.github.xception.bench.report;

import org.jspecify.annotations.NullMarked;
