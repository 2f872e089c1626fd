package io.github.xception.train;

import io.github.xception.api.backend.OptimizerState;
import io.github.xception.api.file.DurableFiles;
import io.github.xception.api.tensor.SafetensorsException;
import io.github.xception.api.tensor.SafetensorsFile;
import io.github.xception.api.tensor.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder {@code checkpoints} of a run. A checkpoint is written beside its place, forced to the
 * disk and renamed, so that one which is there is whole unless the disk has damaged it.
 */
final class CheckpointStore {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointStore.class);

  private static final String WEIGHTS = "weights.safetensors";
  private static final String OPTIMIZER = "optimizer.safetensors";
  private static final String AVERAGE = "average.safetensors";
  private static final String STATE = "state.json";

  private final Path root;

  /**
   * Makes a store.
   *
   * @param root its folder, which need not exist
   */
  CheckpointStore(Path root) {
    this.root = root;
  }

  /** A checkpoint and where its run stood. */
  record Stored(Checkpoint checkpoint, RunState state) {}

  /** The folder of a checkpoint, not looked into. */
  private record Place(long step, Path directory) {}

  /**
   * Writes a checkpoint.
   *
   * @param average the averaged weights, if the run has any
   * @return its folder
   */
  Path write(Weights weights, OptimizerState optimizer, Optional<Weights> average, RunState state)
      throws IOException {
    Files.createDirectories(root);
    String name = Checkpoint.folderOf(state.step());
    Path beside = root.resolve("." + name + ".tmp");
    DurableFiles.deleteTree(beside);
    Files.createDirectory(beside);
    Map<String, String> metadata = Map.of("step", String.valueOf(state.step()));
    Map<String, Weights> files = new LinkedHashMap<>();
    files.put(WEIGHTS, weights);
    files.put(OPTIMIZER, optimizer.slots());
    average.ifPresent(averaged -> files.put(AVERAGE, averaged));
    Map<String, FileSeal> seals = new LinkedHashMap<>();
    for (Map.Entry<String, Weights> file : files.entrySet()) {
      Path path = beside.resolve(file.getKey());
      SafetensorsFile.write(path, file.getValue(), metadata);
      seals.put(file.getKey(), FileSeal.of(path));
    }
    new RunStateFile(state, seals).write(beside.resolve(STATE));
    Path directory = root.resolve(name);
    Files.move(beside, directory, StandardCopyOption.ATOMIC_MOVE);
    DurableFiles.forceDirectory(root);
    return directory;
  }

  /** Reads of a checkpoint what somebody needs. */
  private interface Reading<T> {
    T of(Place place) throws IOException;
  }

  /**
   * Returns the newest checkpoint that is whole. Others are passed over, and named in the log.
   *
   * @return empty if there are no checkpoints at all
   * @throws TrainingException if there are some and none is whole
   */
  Optional<Stored> newest() throws IOException {
    return newest(CheckpointStore::read);
  }

  /** As {@link #newest()}, but reads only the weights to compute with, and asks only for these. */
  Optional<LearnedWeights> newestLearned() throws IOException {
    return newest(CheckpointStore::readLearned);
  }

  private <T> Optional<T> newest(Reading<T> reading) throws IOException {
    List<Place> places = places();
    for (Place place : places) {
      try {
        return Optional.of(reading.of(place));
      } catch (NoSuchFileException e) {
        LOG.warn("Passing over checkpoint {}: {} is missing", place.directory(), e.getFile());
      } catch (DamagedCheckpointException | SafetensorsException e) {
        LOG.warn("Passing over damaged checkpoint {}: {}", place.directory(), e.getMessage());
      }
    }
    if (!places.isEmpty()) {
      throw new TrainingException(
          "all "
              + places.size()
              + " checkpoints in "
              + root
              + " are damaged; delete that folder to begin the run again");
    }
    return Optional.empty();
  }

  /** Tells whether there is a checkpoint of a step, whole or not. */
  boolean isKept(long step) throws IOException {
    return places().stream().anyMatch(place -> place.step() == step);
  }

  /**
   * Returns the checkpoint of a step.
   *
   * @throws TrainingException if it is not there, or not whole
   */
  Stored at(long step) throws IOException {
    return at(step, CheckpointStore::read);
  }

  /** As {@link #at(long)}, but reads only the weights to compute with, and asks only for these. */
  LearnedWeights learnedAt(long step) throws IOException {
    return at(step, CheckpointStore::readLearned);
  }

  private <T> T at(long step, Reading<T> reading) throws IOException {
    Path directory = root.resolve(Checkpoint.folderOf(step));
    try {
      return reading.of(new Place(step, directory));
    } catch (DamagedCheckpointException | SafetensorsException e) {
      throw new TrainingException(
          "the checkpoint " + directory + " is damaged: " + e.getMessage(), e);
    } catch (NoSuchFileException e) {
      throw new TrainingException(
          "no whole checkpoint in " + directory + ": there is no " + e.getFile(), e);
    }
  }

  private static Stored read(Place place) throws IOException {
    Path directory = place.directory();
    RunStateFile stateFile = readState(place);
    RunState state = stateFile.state();
    Weights weights = readSealed(directory, WEIGHTS, stateFile);
    Weights slots = readSealed(directory, OPTIMIZER, stateFile);
    OptimizerState optimizer = new OptimizerState(state.step(), slots);
    Optional<Weights> average =
        stateFile.files().containsKey(AVERAGE)
            ? Optional.of(readSealed(directory, AVERAGE, stateFile))
            : Optional.empty();
    return new Stored(new Checkpoint(directory, weights, optimizer, average), state);
  }

  private static LearnedWeights readLearned(Place place) throws IOException {
    RunStateFile stateFile = readState(place);
    boolean averaged = stateFile.files().containsKey(AVERAGE);
    String name = averaged ? AVERAGE : WEIGHTS;
    return new LearnedWeights(
        place.directory().resolve(name),
        place.step(),
        averaged,
        readSealed(place.directory(), name, stateFile));
  }

  private static RunStateFile readState(Place place) throws IOException {
    Path file = place.directory().resolve(STATE);
    RunStateFile stateFile = RunStateFile.read(file);
    if (stateFile.state().step() != place.step()) {
      throw new DamagedCheckpointException(file + " is of step " + stateFile.state().step());
    }
    return stateFile;
  }

  private static Weights readSealed(Path directory, String name, RunStateFile stateFile)
      throws IOException {
    Path file = directory.resolve(name);
    FileSeal written = stateFile.files().get(name);
    FileSeal found = FileSeal.of(file);
    if (!found.equals(written)) {
      throw new DamagedCheckpointException(
          file + ": got " + found + ", expected " + written + " as when it was written");
    }
    return SafetensorsFile.read(file).weights();
  }

  /**
   * Makes the store fit to go on after a step: later checkpoints, which must be damaged, are put
   * aside, and what a killed process left half written is deleted.
   */
  void continueAfter(long step) throws IOException {
    for (Place place : places()) {
      if (place.step() > step) {
        Path aside = root.resolve(place.directory().getFileName() + ".damaged");
        DurableFiles.deleteTree(aside);
        Files.move(place.directory(), aside);
        LOG.warn("Moved damaged checkpoint {} to {}", place.directory(), aside);
      }
    }
    for (Path path : list()) {
      if (path.getFileName().toString().endsWith(".tmp")) {
        DurableFiles.deleteTree(path);
      }
    }
  }

  /**
   * Deletes all but the newest checkpoints; one that cannot be deleted is named in the log.
   *
   * @param alsoKept the step of one that is kept in any case
   */
  void keepNewest(int count, OptionalLong alsoKept) throws IOException {
    for (Place place : places().stream().skip(count).toList()) {
      if (alsoKept.isPresent() && alsoKept.getAsLong() == place.step()) {
        continue;
      }
      try {
        DurableFiles.deleteTree(place.directory());
      } catch (IOException e) {
        LOG.warn("Cannot delete the old checkpoint {}: {}", place.directory(), e.toString());
      }
    }
  }

  /** Returns the checkpoints, newest first. */
  private List<Place> places() throws IOException {
    List<Place> places = new ArrayList<>();
    for (Path path : list()) {
      Checkpoint.stepOf(path).ifPresent(step -> places.add(new Place(step, path)));
    }
    places.sort(Comparator.comparingLong(Place::step).reversed());
    return places;
  }

  private List<Path> list() throws IOException {
    if (Files.notExists(root)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.list(root)) {
      return paths.toList();
    }
  }
}
