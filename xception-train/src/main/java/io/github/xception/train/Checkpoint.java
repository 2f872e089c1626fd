package io.github.xception.train;

import io.github.xception.api.backend.OptimizerState;
import io.github.xception.api.tensor.Weights;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A complete checkpoint.
 *
 * @param directory its folder
 * @param weights the network's parameters, to go on from
 * @param optimizer what the optimizer remembers, its number of steps included
 * @param average the parameters averaged over the steps, if the run does so
 */
public record Checkpoint(
    Path directory, Weights weights, OptimizerState optimizer, Optional<Weights> average) {
  private static final Pattern FOLDER = Pattern.compile("step-(\\d{1,18})");

  /**
   * Returns the step that a folder's name says it is the checkpoint of; empty if it is not named
   * like one.
   */
  public static OptionalLong stepOf(Path folder) {
    Matcher matcher = FOLDER.matcher(String.valueOf(folder.getFileName()));
    return matcher.matches()
        ? OptionalLong.of(Long.parseLong(matcher.group(1)))
        : OptionalLong.empty();
  }

  /** Returns the name of the folder of a step's checkpoint. */
  static String folderOf(long step) {
    return "step-" + step;
  }

  /** Returns the number of steps done. */
  public long step() {
    return optimizer.step();
  }
}
