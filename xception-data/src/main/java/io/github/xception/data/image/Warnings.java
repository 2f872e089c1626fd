package io.github.xception.data.image;

import java.util.Locale;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;

/** Hears whether a decoder ran out of data and made up the rest. Other warnings do no harm. */
final class Warnings implements IIOReadWarningListener {
  boolean prematureEnd;

  @Override
  public void warningOccurred(ImageReader source, String warning) {
    if (warning.toLowerCase(Locale.ROOT).contains("premature end")) {
      prematureEnd = true;
    }
  }
}
