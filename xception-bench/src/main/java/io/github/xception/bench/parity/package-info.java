/**
 * Engines held against each other: the same weights and the same batches on each, every one in a
 * process of its own.
 */
@NullMarked
package io.github.xception.bench.parity;

import org.jspecify.annotations.NullMarked;
