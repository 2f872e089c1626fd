/** From images to batches: their order, their variation, and the threads that prepare them. */
@NullMarked
package io.github.xception.data.batch;

import org.jspecify.annotations.NullMarked;
