package io.github.xception.api.spec;

import io.github.xception.api.spec.form.Default;
import io.github.xception.api.spec.form.Range;
import java.util.List;
import java.util.Optional;

/**
 * How long, in what portions and by what recipe to train.
 *
 * @param batch images per step
 * @param steps steps of the run
 * @param seed decides all that is random in the run: first weights, order, augmentation, dropout
 * @param labelSmoothing ε: a label becomes (1 − ε)·label + ε/classes
 * @param classWeights how much the images of each class count; all alike if absent
 * @param accumulate parts that a batch goes through the network in, one after the other, for a
 *     batch that memory does not hold at once: the gradients of a step are the mean over its parts,
 *     and batch normalization sees a part at a time
 * @param clipNorm the largest Euclidean norm over all gradients of a step; larger ones are scaled
 *     down to it; 0 for no limit
 * @param ema an average of the weights over the steps, which then is what is evaluated and used; or
 *     none
 * @param progressive input sizes to train at before the model's own, smallest share first
 * @param earlyStopping when to end before the last step; or never
 * @param keepBest whether the run's result is the checkpoint that did best on the validation
 *     images, not the last one
 * @param fineTune the weights that the run begins with, and which of them it keeps; drawn from the
 *     seed if absent
 * @param reportEvery steps between lines in {@code metrics.jsonl}
 * @param evaluateEvery steps between evaluations on the validation and the test part; 0 for the end
 *     only
 * @param checkpointEvery steps between checkpoints; 0 for the end only
 * @param keepCheckpoints how many of the newest checkpoints are kept
 */
public record TrainingSpec(
    @Range(min = 1, max = 65_536) @Default("32") int batch,
    @Range(min = 1, max = 1_000_000_000) @Default("1000") int steps,
    @Default("0") long seed,
    @Range(min = 0, max = 1, maxExclusive = true) @Default("0") double labelSmoothing,
    Optional<ClassWeightsSpec> classWeights,
    @Range(min = 1, max = 65_536) @Default("1") int accumulate,
    @Range(min = 0, max = 1e9) @Default("0") double clipNorm,
    Optional<Ema> ema,
    @Default("[]") List<InputSize> progressive,
    Optional<EarlyStopping> earlyStopping,
    @Default("false") boolean keepBest,
    Optional<FineTuneSpec> fineTune,
    @Range(min = 1, max = 1_000_000_000) @Default("10") int reportEvery,
    @Range(min = 0, max = 1_000_000_000) @Default("0") int evaluateEvery,
    @Range(min = 0, max = 1_000_000_000) @Default("100") int checkpointEvery,
    @Range(min = 1, max = 1_000_000) @Default("3") int keepCheckpoints) {

  /**
   * Checks what the numbers have to do with each other, and copies the list.
   *
   * @throws IllegalArgumentException if a batch has no equal parts, or the input sizes do not
   *     follow each other
   */
  public TrainingSpec {
    progressive = List.copyOf(progressive);
    if (batch % accumulate != 0) {
      throw new IllegalArgumentException(
          "accumulate to divide batch into equal parts, got " + accumulate + " and " + batch);
    }
    for (int i = 1; i < progressive.size(); i++) {
      if (!(progressive.get(i - 1).until() < progressive.get(i).until())) {
        throw new IllegalArgumentException("progressive with 'until' rising from size to size");
      }
    }
    if (evaluateEvery == 0 && (earlyStopping.isPresent() || keepBest)) {
      throw new IllegalArgumentException(
          "evaluateEvery above 0 with earlyStopping or keepBest, which look at evaluations");
    }
  }

  /**
   * An exponential moving average of all parameters, moving statistics included (Polyak and
   * Juditsky, 1992). The average after n updates is the mean of the weights seen, a weight counting
   * decay^every less for each update since; early on that is the plain mean, so the first weights
   * do not linger.
   *
   * @param decay the share that the past keeps from one step to the next
   * @param every steps between updates; more cost less, and a horizon of 1/(1 − decay) steps does
   *     not need them all
   */
  public record Ema(
      @Range(min = 0, max = 1, maxExclusive = true) @Default("0.999") double decay,
      @Range(min = 1, max = 1_000_000) @Default("10") int every) {}

  /**
   * A size to train at for a while.
   *
   * @param size height and width of the images, in pixels
   * @param until the share of the run's steps at which the next size takes over
   */
  public record InputSize(
      @Range(min = 1, max = 16_384) int size,
      @Range(min = 0, max = 1, minExclusive = true, maxExclusive = true) double until) {}

  /**
   * Ends a run whose accuracy on the validation images no longer rises.
   *
   * @param patience evaluations without a gain after which the run ends
   * @param minDelta the least rise of the accuracy that counts as a gain
   */
  public record EarlyStopping(
      @Range(min = 1, max = 1_000_000) @Default("5") int patience,
      @Range(min = 0, max = 1) @Default("0") double minDelta) {}
}
