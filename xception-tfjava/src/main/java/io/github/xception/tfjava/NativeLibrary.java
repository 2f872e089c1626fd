package io.github.xception.tfjava;

import static org.tensorflow.internal.c_api.global.tensorflow.TF_GetCode;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_LoadLibrary;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_Message;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_OK;

import io.github.xception.api.backend.Device;
import io.github.xception.api.environment.NvidiaDriver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.tensorflow.internal.c_api.TF_Status;

/** Says why TensorFlow's library does not start, or does not see a GPU. */
final class NativeLibrary {
  private static final Path MAPPED = Path.of("/proc/self/maps");
  private static final String GPU_BUILD =
      "org/tensorflow/internal/c_api/linux-x86_64-gpu/libtensorflow_cc.so.2";

  private NativeLibrary() {}

  /** Explains that the library cannot be loaded. */
  static String cannotBeLoaded(Throwable error) {
    String root = rootOf(error).toString();
    return "the native library of TensorFlow cannot be loaded on "
        + System.getProperty("os.name")
        + " "
        + System.getProperty("os.arch")
        + ": "
        + TensorFlowLibrary.obstacle()
            .map(why -> why + " (" + root + ")")
            .orElseGet(() -> root + ". " + advice())
        + ". Nothing is ever downloaded.";
  }

  private static String advice() {
    return "It is taken from the jar org.tensorflow:tensorflow-core-native for this platform and"
        + " unpacked into "
        + TensorFlowLibrary.cache().path()
        + ". Check that this jar is on the class path and that the folder can be written;"
        + " -Dorg.bytedeco.javacpp.cachedir names another one";
  }

  private static Throwable rootOf(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  /** Explains that the GPU that was asked for is not there, with what is and what it takes. */
  static String noGpu(Device wanted, int gpus) {
    if (gpus > 0) {
      return wanted
          + " was asked for, but TensorFlow sees "
          + gpus
          + (gpus == 1
              ? " GPU. Ask for gpu:0."
              : " GPUs. Ask for gpu:0 to gpu:" + (gpus - 1) + ".");
    }
    return wanted
        + " was asked for, but TensorFlow sees no GPU. It needs, found in brackets: its library for"
        + " GPUs, classifier linux-x86_64-gpu ("
        + (NativeLibrary.class.getClassLoader().getResource(GPU_BUILD) == null
            ? "not on the class path; build with -Dgpu"
            : "on the class path")
        + "), an NVIDIA driver, 525.60.13 or newer ("
        + NvidiaDriver.version()
        + "), CUDA 12.5 or a newer 12 ("
        + found("libcudart.so.12")
        + ") and cuDNN 9.3 or a newer 9 ("
        + found("libcudnn.so.9")
        + "), both where the loader looks, such as LD_LIBRARY_PATH. Or ask for cpu.";
  }

  /**
   * Has a library loaded, and tells its file, whose name has the whole version in it, or why it
   * cannot be loaded.
   */
  static String found(String library) {
    try (PointerScope scope = new PointerScope()) {
      TF_Status status = TF_Status.newStatus();
      // The loader's own search, through the engine; the library stays loaded.
      TF_LoadLibrary(library, status);
      if (TF_GetCode(status) != TF_OK) {
        return "none: " + TF_Message(status).getString();
      }
    }
    String name = library.substring(0, library.indexOf(".so"));
    try (Stream<String> mapped = Files.lines(MAPPED, StandardCharsets.ISO_8859_1)) {
      return mapped
          .filter(line -> line.contains("/" + name + ".so"))
          .map(line -> line.substring(line.indexOf('/')))
          .findFirst()
          .orElse(library);
    } catch (IOException e) {
      return library;
    }
  }
}
