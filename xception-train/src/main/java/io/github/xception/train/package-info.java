/** The training loop, its schedules, metrics, checkpoints and run directory. */
@NullMarked
package io.github.xception.train;

import org.jspecify.annotations.NullMarked;
