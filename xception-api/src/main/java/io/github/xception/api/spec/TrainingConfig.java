package io.github.xception.api.spec;

/**
 * A whole training run as people write it.
 *
 * @param model the network: in JSON a preset's name or a spec
 * @param data the images
 * @param training how long and in what portions
 * @param optimizer how weights follow gradients
 * @param schedule how the learning rate moves
 * @param backend which engine, and where
 * @param tensorboard what is written for TensorBoard
 */
public record TrainingConfig(
    ModelSpec model,
    DataSpec data,
    TrainingSpec training,
    OptimizerSpec optimizer,
    ScheduleSpec schedule,
    BackendSpec backend,
    TensorBoardSpec tensorboard) {
  /** Returns this config with another network. */
  public TrainingConfig withModel(ModelSpec other) {
    return new TrainingConfig(other, data, training, optimizer, schedule, backend, tensorboard);
  }
}
