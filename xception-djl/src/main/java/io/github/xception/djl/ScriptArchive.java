package io.github.xception.djl;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A TorchScript archive with code and no data: what {@code torch.jit.save} writes for a module
 * without parameters (libtorch, {@code torch/csrc/jit/docs/serialization.md}).
 */
final class ScriptArchive {
  /** The name of the module's class, with its package. */
  static final String TYPE = "__torch__.Network";

  /**
   * The pickle (protocol 2) of an object of the class {@code Network} with one attribute, {@code
   * training}, that is false: GLOBAL, EMPTY_TUPLE, NEWOBJ, EMPTY_DICT, MARK, BINUNICODE, NEWFALSE,
   * SETITEMS, BUILD, STOP.
   */
  private static final String MODULE =
      "\u0080\u0002c__torch__\nNetwork\n)\u0081}(X\b\0\0\0training\u0089ub.";

  /** The pickle of an empty tuple. */
  private static final String NO_CONSTANTS = "\u0080\u0002).";

  private ScriptArchive() {}

  /**
   * Loads a module.
   *
   * @param manager holds it; closed with it
   * @param methods as for {@link #of}
   */
  static PtSymbolBlock load(NDManager manager, String methods) {
    try {
      return JniUtils.loadModule(
          (PtNDManager) manager, new ByteArrayInputStream(of(methods)), false, false);
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory failed", e);
    }
  }

  /**
   * Returns an archive.
   *
   * @param methods the methods of the module in TorchScript, indented by two blanks, {@code self}
   *     being of {@link #TYPE}
   */
  private static byte[] of(String methods) {
    String source =
        "class Network(Module):\n"
            + "  __parameters__ = []\n"
            + "  __buffers__ = []\n"
            + "  training : bool\n"
            + methods;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      add(zip, "data.pkl", MODULE.getBytes(StandardCharsets.ISO_8859_1));
      add(zip, "code/__torch__.py", source.getBytes(StandardCharsets.UTF_8));
      add(zip, "constants.pkl", NO_CONSTANTS.getBytes(StandardCharsets.ISO_8859_1));
      add(zip, "version", "3\n".getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry("network/" + name));
    zip.write(content);
    zip.closeEntry();
  }
}
