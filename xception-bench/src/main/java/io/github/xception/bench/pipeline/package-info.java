/** The way of the images from their files into batches, timed alone. */
@NullMarked
package io.github.xception.bench.pipeline;

import org.jspecify.annotations.NullMarked;
