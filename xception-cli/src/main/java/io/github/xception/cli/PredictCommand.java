package io.github.xception.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.InferenceSession;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.data.DataException;
import io.github.xception.data.ImageLoader;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Classifies image files. */
@Command(
    name = "predict",
    header = "Tells what is on images.",
    description = {
      "",
      "An image that cannot be read is named on standard error; the others are classified all the",
      "same, and the exit status is 1.",
      ""
    })
final class PredictCommand implements Callable<Integer> {
  private final Console console;
  private final Backends backends;

  @Mixin private final ModelOptions modelOptions = new ModelOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  @Option(
      names = "--top",
      paramLabel = "K",
      defaultValue = "3",
      description = "How many classes to name per image (default: ${DEFAULT-VALUE}).")
  private int top = 3;

  @Option(
      names = "--tensors",
      paramLabel = "FILE",
      description =
          "Also write what the network was given and what it answered, as tensors: images, logits"
              + " and probabilities, in the format safetensors.")
  private Optional<Path> tensors = Optional.empty();

  @Parameters(
      paramLabel = "IMAGE",
      arity = "1..*",
      description = "Image files, or folders whose images are taken.")
  private List<Path> images = new ArrayList<>();

  @Inject
  PredictCommand(Console console, Backends backends) {
    this.console = console;
    this.backends = backends;
  }

  @Override
  public Integer call() throws IOException {
    OptionChecks.requireAtLeast("--top", top, 1);
    TrainedModelFolder folder = TrainedModelFolder.find(modelOptions.model);
    List<Path> files = ImageArguments.expand(images);
    if (files.isEmpty()) {
      throw new UsageException("no images in " + images);
    }
    ArrayNode answer = Json.array();
    boolean allRead;
    // To start an engine and to read a network take about as long, and each one core.
    Reading<TrainedModel> reading = Reading.begin(folder::read);
    try (Backend backend = backends.open(modelOptions.backend(folder.run().backend()))) {
      TrainedModel model = reading.await();
      allRead = predict(backend, model, files, answer);
    }
    if (output.json) {
      console.answer(Json.write(answer));
    }
    return allRead ? ExitStatus.DONE : ExitStatus.FAILED;
  }

  /** Classifies files, and tells whether all could be read. */
  private boolean predict(Backend backend, TrainedModel model, List<Path> files, ArrayNode answer)
      throws IOException {
    ImageLoader loader = new ImageLoader(model.config().model().input(), model.config().data());
    Optional<PredictionTensors> kept =
        tensors.map(file -> new PredictionTensors(model.graph(), files.size()));
    boolean allRead = true;
    // An image is read while the engine is busy with what comes before it.
    Iterator<Path> ahead = files.iterator();
    Optional<Reading<Tensor>> next = readNext(loader, ahead);
    try (InferenceSession session = backend.load(model.graph(), model.learned().weights())) {
      for (Path file : files) {
        Reading<Tensor> reading = next.orElseThrow();
        next = readNext(loader, ahead);
        try {
          Tensor image = reading.await();
          float[] logits = session.predict(image).toArray();
          kept.ifPresent(all -> all.add(image, logits));
          answer.add(tell(file, Ranking.of(logits, model.classes(), top)));
        } catch (DataException e) {
          allRead = false;
          String reason = reason(e);
          console.say("xception: " + file + ": " + reason);
          ObjectNode entry = Json.object().put("file", file.toString());
          entry.putArray("predictions");
          answer.add(entry.put("error", reason));
        }
      }
    }
    if (kept.isPresent()) {
      kept.get().write(tensors.orElseThrow(), model.provenance());
    }
    return allRead;
  }

  private static Optional<Reading<Tensor>> readNext(ImageLoader loader, Iterator<Path> files) {
    if (!files.hasNext()) {
      return Optional.empty();
    }
    List<Path> file = List.of(files.next());
    return Optional.of(Reading.begin(() -> loader.load(file)));
  }

  private static String reason(DataException e) {
    return e.badFiles().isEmpty() ? String.valueOf(e.getMessage()) : e.badFiles().get(0).reason();
  }

  /** Says what is on an image at once, and keeps it for the document. */
  private ObjectNode tell(Path file, List<Ranking.Entry> ranking) {
    ObjectNode entry = Json.object().put("file", file.toString());
    ArrayNode predictions = entry.putArray("predictions");
    StringBuilder line = new StringBuilder(file + ":");
    for (Ranking.Entry guess : ranking) {
      predictions.addObject().put("label", guess.label()).put("probability", guess.probability());
      line.append(line.charAt(line.length() - 1) == ':' ? " " : ", ")
          .append(guess.label())
          .append(' ')
          .append(Numbers.ratio(guess.probability()));
    }
    if (!output.json) {
      console.answer(line.append('\n').toString());
    }
    return entry;
  }
}
