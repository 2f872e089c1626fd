package io.github.xception.train;

import io.github.xception.api.tensor.Weights;
import java.nio.file.Path;

/**
 * What a checkpoint holds for those who compute with it and do not train on: of the parameters as
 * they were and their average over the steps, the average, if the run makes one.
 *
 * @param file the file they were read from, which must not change while they are in use
 * @param step the number of steps done
 * @param averaged whether they are an average
 * @param weights the parameters
 */
public record LearnedWeights(Path file, long step, boolean averaged, Weights weights) {}
