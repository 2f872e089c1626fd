package io.github.xception.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunDirectoryTest {
  @TempDir private Path folder;

  @Test
  void makesTheFolder() throws IOException {
    Path path = folder.resolve("runs/1");
    assertThat(RunDirectory.create(path).path()).isEqualTo(path);
    assertThat(path).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"run.json", "metrics.jsonl", "checkpoints"})
  void refusesToBeginWhereARunIs(String name) throws IOException {
    Files.createFile(folder.resolve(name));
    assertThatThrownBy(() -> RunDirectory.create(folder))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining(folder + " holds a run already (" + name + ")")
        .hasMessageContaining("resume it or choose another folder");
  }

  @Test
  void refusesToOpenWhereNoRunIs() {
    assertThatThrownBy(() -> RunDirectory.open(folder))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining(folder + " holds no run");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "{}", "{\"config\":{}}", "{\"config\":1,\"classes\":[]}"})
  void refusesAnotherRecord(String text) throws IOException {
    Files.writeString(folder.resolve("run.json"), text);
    RunDirectory directory = RunDirectory.open(folder);
    assertThatThrownBy(directory::record)
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("run.json");
    assertThatThrownBy(directory::classes).isInstanceOf(TrainingException.class);
  }
}
