package io.github.xception.train.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xception.train.tensorboard.message.Messages.Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFileTest {
  @TempDir private Path folder;

  /** What TensorBoard's own RecordWriter makes of the same data. */
  @Test
  void framesARecordAsTensorBoardDoes() {
    assertThat(TfRecord.of("xception".getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo(HexFormat.of().parseHex("0800000000000000ff86240f7863657074696f6e723cb343"));
  }

  @Property(tries = 200)
  void framesAnyRecord(@ForAll byte[] data) {
    assertThat(EventFiles.records(TfRecord.of(data))).containsExactly(data);
  }

  @Test
  void showsWhatWasFlushed() throws IOException {
    try (EventFile file = EventFile.create(folder, 5)) {
      Path path = EventFiles.in(folder).get(0);
      file.append(Event.newBuilder().setStep(1).build());
      assertThat(Files.size(path)).isZero();
      file.flush();
      assertThat(EventFiles.events(path)).hasSize(1);
      file.append(Event.newBuilder().setStep(2).build());
      file.append(Event.newBuilder().setStep(3).build());
      file.flush();
      assertThat(EventFiles.events(path))
          .extracting(event -> event.number(2))
          .containsExactly(1L, 2L, 3L);
    }
  }

  @Test
  void aNewFileComesLastWhateverTheClockSays() throws IOException {
    for (long seconds : List.of(1_700_000_000L, 1_700_000_000L, 5L)) {
      try (EventFile file = EventFile.create(folder, seconds)) {
        file.append(Event.newBuilder().setStep(EventFiles.in(folder).size()).build());
        file.flush();
      }
    }
    List<Path> files = EventFiles.in(folder);
    assertThat(files).hasSize(3);
    for (int i = 0; i < 3; i++) {
      assertThat(EventFiles.events(files.get(i)).get(0).number(2)).isEqualTo(i + 1);
    }
  }

  @Test
  void otherFilesAreNoEventFiles() throws IOException {
    assertThat(EventFile.existsIn(folder.resolve("absent"))).isFalse();
    Files.createFile(folder.resolve("events.out.tfevents.later"));
    assertThat(EventFile.existsIn(folder)).isFalse();
    EventFile.create(folder, 1).close();
    assertThat(EventFile.existsIn(folder)).isTrue();
  }
}
