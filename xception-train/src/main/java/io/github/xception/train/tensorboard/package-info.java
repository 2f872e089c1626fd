/**
 * What a run leaves for TensorBoard: event files with scalars, histograms, images, texts and the
 * graph, and the files of the embedding projector. No engine has a part in it.
 */
@NullMarked
package io.github.xception.train.tensorboard;

import org.jspecify.annotations.NullMarked;
