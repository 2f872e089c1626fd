package io.github.xception.train.tensorboard;

import io.github.xception.train.survey.Thumbnail;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Thumbnails in one image, row after row, in a square of as many rows as columns.
 *
 * @param image the last places may be empty
 * @param side pixels on each side of a thumbnail
 */
record Sprite(BufferedImage image, int side) {
  /** The most pixels on a side that the projector draws. */
  private static final int MOST = 8192;

  /**
   * Puts thumbnails together. If there are too many for the projector, each is scaled down.
   *
   * @param thumbnails at least one, all of one size
   */
  static Sprite of(List<Thumbnail> thumbnails) {
    return of(thumbnails, MOST);
  }

  static Sprite of(List<Thumbnail> thumbnails, int most) {
    int columns = (int) Math.ceil(Math.sqrt(thumbnails.size()));
    int whole = thumbnails.get(0).side();
    int side = Math.max(1, Math.min(whole, most / columns));
    BufferedImage sprite =
        new BufferedImage(columns * side, columns * side, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = sprite.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    BufferedImage one = new BufferedImage(whole, whole, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < thumbnails.size(); i++) {
      thumbnails.get(i).drawInto(one, 0, 0);
      graphics.drawImage(one, i % columns * side, i / columns * side, side, side, null);
    }
    graphics.dispose();
    return new Sprite(sprite, side);
  }
}
