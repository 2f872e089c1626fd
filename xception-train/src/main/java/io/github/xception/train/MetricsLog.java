package io.github.xception.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.xception.api.file.DurableFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The {@code metrics.jsonl} of a run: one JSON object per line, in the order of the steps. */
final class MetricsLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MetricsLog.class);

  private final FileChannel channel;

  private MetricsLog(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Opens the log to go on after a step. Lines of later steps, and lines that a killed process left
   * half written, are taken out.
   *
   * @param file made if it is not there
   * @param step steps done so far
   */
  static MetricsLog open(Path file, long step) throws IOException {
    if (Files.exists(file)) {
      byte[] text = Files.readAllBytes(file);
      byte[] kept = upTo(text, step);
      if (kept.length != text.length) {
        DurableFiles.replace(file, kept);
      }
    }
    return new MetricsLog(
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND));
  }

  /** Reads all lines that are whole. */
  static List<JsonNode> read(Path file) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    byte[] text = Files.readAllBytes(file);
    int begin = 0;
    for (int i = 0; i < text.length; i++) {
      if (text[i] == '\n') {
        try {
          lines.add(Json.parse(Arrays.copyOfRange(text, begin, i)));
        } catch (JsonProcessingException e) {
          LOG.debug("{}: a line is not valid JSON and left out", file, e);
        }
        begin = i + 1;
      }
    }
    return lines;
  }

  private static byte[] upTo(byte[] text, long step) throws IOException {
    ByteArrayOutputStream kept = new ByteArrayOutputStream(text.length);
    int begin = 0;
    for (int i = 0; i < text.length; i++) {
      if (text[i] == '\n') {
        byte[] line = Arrays.copyOfRange(text, begin, i + 1);
        if (isUpTo(line, step)) {
          kept.write(line);
        }
        begin = i + 1;
      }
    }
    return kept.toByteArray();
  }

  private static boolean isUpTo(byte[] line, long step) throws IOException {
    try {
      JsonNode lineStep = Json.parse(line).path("step");
      return lineStep.isIntegralNumber() && lineStep.longValue() <= step;
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  /** Appends the line of a report. */
  void append(TrainingMetrics metrics) throws IOException {
    ObjectNode line =
        Json.object()
            .put("step", metrics.step())
            .put("epoch", metrics.epoch())
            .put("loss", metrics.loss())
            .put("crossEntropy", metrics.crossEntropy())
            .put("accuracy", metrics.accuracy())
            .put("learningRate", metrics.learningRate());
    metrics.gradientNorm().ifPresent(norm -> line.put("gradientNorm", norm));
    append(
        line.put("imagesPerSecond", metrics.timing().imagesPerSecond())
            .put("feedShare", metrics.timing().feedShare()));
  }

  /**
   * Appends the line of an evaluation.
   *
   * @param step steps done so far
   * @param epoch epochs done so far
   * @param part what the names of the metrics begin with: {@code test} or {@code validation}
   */
  void append(long step, double epoch, String part, Evaluation evaluation) throws IOException {
    append(
        Json.object()
            .put("step", step)
            .put("epoch", epoch)
            .put(part + "Loss", evaluation.loss())
            .put(part + "Accuracy", evaluation.accuracy()));
  }

  private void append(ObjectNode document) throws IOException {
    byte[] text = Json.line(document);
    ByteBuffer line = ByteBuffer.allocate(text.length + 1).put(text).put((byte) '\n').flip();
    DurableFiles.writeFully(channel, line);
  }

  /** Forces all lines to the disk. */
  void force() throws IOException {
    channel.force(true);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
