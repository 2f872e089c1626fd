package io.github.xception.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever happens to a {@code state.json}, it is read or called damaged. */
class RunStateFileTest {
  private static final List<String> PIECES =
      List.of(
          "", "-", "1", "9999999999999999999999", "1e999", "{", "}", "[", "null", "\"", "\u0000");

  private static Path file;
  private static String good;

  @BeforeContainer
  static void write() throws IOException {
    file = Files.createTempFile("state", ".json");
    RunState state =
        new RunState(
            12,
            new MetricSums(48, 0.3, 0.2, 7),
            OptionalDouble.of(0.25),
            Optional.of(new TestMetrics(0.5, 0.1)),
            Optional.of(new Best(8, new TestMetrics(0.75, 0.2), 1)),
            new StepTiming(384, 123, 45));
    new RunStateFile(state, Map.of("weights.safetensors", new FileSeal(1, "00"))).write(file);
    good = Files.readString(file);
  }

  @AfterContainer
  static void delete() throws IOException {
    Files.delete(file);
  }

  @Property(tries = 5_000)
  void changed(@ForAll Random random) throws IOException {
    StringBuilder text = new StringBuilder(good);
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(text.length());
      int end = Math.min(text.length(), at + random.nextInt(6));
      text.replace(at, end, PIECES.get(random.nextInt(PIECES.size())));
    }
    Files.writeString(file, text);
    readOrRefuse();
  }

  @Property(tries = 500)
  void cut(@ForAll Random random) throws IOException {
    Files.writeString(file, good.substring(0, random.nextInt(good.length())));
    readOrRefuse();
  }

  private static void readOrRefuse() throws IOException {
    try {
      assertThat(RunStateFile.read(file).files()).hasSizeLessThan(2);
    } catch (DamagedCheckpointException e) {
      assertThat(e).hasMessageContaining(file.toString());
    }
  }
}
