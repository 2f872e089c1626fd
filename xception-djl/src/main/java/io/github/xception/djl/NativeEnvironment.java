package io.github.xception.djl;

import com.sun.jna.Function;
import com.sun.jna.Platform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The environment that native libraries see. Java cannot change its own; the C library can, and it
 * is there that they look.
 */
final class NativeEnvironment {
  private static final Logger log = LoggerFactory.getLogger(NativeEnvironment.class);

  private NativeEnvironment() {}

  /**
   * Sets a variable. Does nothing where that is not known to work, which is elsewhere than Linux.
   */
  static void set(String variable, String value) {
    if (!Platform.isLinux()) {
      return;
    }
    try {
      Function.getFunction("c", "setenv").invokeInt(new Object[] {variable, value, 1});
      log.debug("{} = {}", variable, value);
    } catch (LinkageError e) {
      log.debug("the C library has no setenv, {} stays as it is", variable, e);
    }
  }
}
