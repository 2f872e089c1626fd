package io.github.xception.djl;

import com.sun.jna.Function;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settings of the C library's allocator that training needs.
 *
 * <p>A step allocates and frees gigabytes in blocks of many megabytes. As it comes, glibc gives
 * each of them back to the system and takes it again, and every page of it faults anew. What
 * somebody set by {@code MALLOC_…} variables or {@code GLIBC_TUNABLES} stays as it is.
 */
final class NativeAllocator {
  private static final Logger log = LoggerFactory.getLogger(NativeAllocator.class);

  /**
   * Has libtorch ask for large pages where a tensor is of 2 MB or more
   * (c10/core/impl/alloc_cpu.cpp).
   */
  private static final String LARGE_PAGES = "THP_MEM_ALLOC_ENABLE";

  /** More than a thread's own cache keeps. */
  private static final long PROBE_BYTES = 4096;

  private NativeAllocator() {}

  /**
   * A parameter of glibc's mallopt (malloc.h), with the variable, if there is one, and the tunable
   * that set it from outside.
   */
  private enum Option {
    /** Blocks are carved from the heap, never mapped one by one. */
    MMAP_MAX(-4, 0, "MALLOC_MMAP_MAX_", "glibc.malloc.mmap_max"),
    /** Free memory at the heap's end is kept. */
    TRIM_THRESHOLD(-1, -1, "MALLOC_TRIM_THRESHOLD_", "glibc.malloc.trim_threshold"),
    /** The heap grows by so much at a time. */
    TOP_PAD(-2, 256 << 20, "MALLOC_TOP_PAD_", "glibc.malloc.top_pad"),
    /** Small freed blocks merge with their neighbours at once, so that large ones fit again. */
    MXFAST(1, 0, "", "glibc.malloc.mxfast"),
    /** So many heaps, then new threads share them; so {@link EngineThread} comes to the first. */
    ARENA_MAX(-8, 16, "MALLOC_ARENA_MAX", "glibc.malloc.arena_max");

    private final int parameter;
    private final int value;
    private final String variable;
    private final String tunable;

    Option(int parameter, int value, String variable, String tunable) {
      this.parameter = parameter;
      this.value = value;
      this.variable = variable;
      this.tunable = tunable;
    }

    private boolean setOutside(Map<String, String> environment) {
      return environment.containsKey(variable)
          || environment.getOrDefault("GLIBC_TUNABLES", "").contains(tunable);
    }
  }

  /** Sets what nobody has set. Does nothing where the C library is not glibc. */
  static void prepare() {
    if (!Platform.isLinux()) {
      return;
    }
    if (!System.getenv().containsKey(LARGE_PAGES)) {
      NativeEnvironment.set(LARGE_PAGES, "1");
    }
    try {
      Function mallopt = call("mallopt");
      for (Option option : Option.values()) {
        if (!option.setOutside(System.getenv())) {
          int done = mallopt.invokeInt(new Object[] {option.parameter, option.value});
          log.debug("mallopt {} = {}: {}", option, option.value, done == 1 ? "set" : "refused");
        }
      }
    } catch (LinkageError e) {
      log.debug("the C library has no mallopt, its allocator stays as it is", e);
    }
  }

  /**
   * Tells whether this thread allocates from the first heap, the one that grows with the program
   * break. A block elsewhere is mapped, at higher addresses. True where that cannot be told.
   */
  static boolean onFirstHeap() {
    if (!Platform.isLinux()) {
      return true;
    }
    try {
      Pointer block = call("malloc").invokePointer(new Object[] {PROBE_BYTES});
      Pointer end = call("sbrk").invokePointer(new Object[] {0L});
      boolean below =
          Long.compareUnsigned(Pointer.nativeValue(block), Pointer.nativeValue(end)) < 0;
      call("free").invokeVoid(new Object[] {block});
      return below;
    } catch (LinkageError e) {
      log.debug("the C library does not tell its program break", e);
      return true;
    }
  }

  private static Function call(String name) {
    return Function.getFunction("c", name);
  }

  /** Gives free memory back to the system. Does nothing where the C library is not glibc. */
  static void trim() {
    if (!Platform.isLinux()) {
      return;
    }
    try {
      call("malloc_trim").invokeInt(new Object[] {0L});
    } catch (LinkageError e) {
      log.debug("the C library has no malloc_trim", e);
    }
  }
}
