package io.github.xception.api.spec;

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
    int batch,
    int steps,
    long seed,
    double labelSmoothing,
    int reportEvery,
    int evaluateEvery,
    int checkpointEvery,
    int keepCheckpoints) {}
