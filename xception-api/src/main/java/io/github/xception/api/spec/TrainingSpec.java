package io.github.xception.api.spec;

import io.github.xception.api.spec.form.Default;
import io.github.xception.api.spec.form.Range;

/**
 * How long and in what portions to train.
 *
 * @param batch images per step
 * @param steps steps of the run
 * @param seed decides all that is random in the run: first weights, order, augmentation, dropout
 * @param labelSmoothing ε: a label becomes (1 − ε)·label + ε/classes
 * @param reportEvery steps between lines in {@code metrics.jsonl}
 * @param evaluateEvery steps between evaluations on the test part; 0 for the end only
 * @param checkpointEvery steps between checkpoints; 0 for the end only
 * @param keepCheckpoints how many of the newest checkpoints are kept
 */
public record TrainingSpec(
    @Range(min = 1, max = 65_536) @Default("32") int batch,
    @Range(min = 1, max = 1_000_000_000) @Default("1000") int steps,
    @Default("0") long seed,
    @Range(min = 0, max = 1, maxExclusive = true) @Default("0") double labelSmoothing,
    @Range(min = 1, max = 1_000_000_000) @Default("10") int reportEvery,
    @Range(min = 0, max = 1_000_000_000) @Default("0") int evaluateEvery,
    @Range(min = 0, max = 1_000_000_000) @Default("100") int checkpointEvery,
    @Range(min = 1, max = 1_000_000) @Default("3") int keepCheckpoints) {}
