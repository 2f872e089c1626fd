/** The messages of event files, generated from {@code tensorboard.proto}: for this module alone. */
@NullMarked
package io.github.xception.train.tensorboard.message;

import org.jspecify.annotations.NullMarked;
