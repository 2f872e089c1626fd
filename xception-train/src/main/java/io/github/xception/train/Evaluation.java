package io.github.xception.train;

import java.util.List;

/**
 * How well a network does on labelled images.
 *
 * @param loss mean softmax cross-entropy
 * @param images number of images
 * @param correct images whose largest logit is at their class
 * @param perClass the same by class, in the order of the classes
 * @param predictions what became of each image, in the data set's order
 */
public record Evaluation(
    double loss, int images, int correct, List<ClassScore> perClass, List<Prediction> predictions) {
  /** Copies the lists. */
  public Evaluation {
    perClass = List.copyOf(perClass);
    predictions = List.copyOf(predictions);
  }

  /** Returns the share of the images that are classified right. */
  public double accuracy() {
    return (double) correct / images;
  }

  /** Returns loss and accuracy alone. */
  public TestMetrics metrics() {
    return new TestMetrics(loss, accuracy());
  }

  /**
   * The images of one class.
   *
   * @param label the name of the class
   * @param images number of images of the class
   * @param correct how many of them are classified right
   */
  public record ClassScore(String label, int images, int correct) {
    /** Returns the share that is classified right; 0 for a class without images. */
    public double accuracy() {
      return images == 0 ? 0 : (double) correct / images;
    }
  }

  /**
   * One image.
   *
   * @param name where it came from, such as a file's name
   * @param label index of its class
   * @param predicted index of the class that the network gives
   * @param probability probability of the predicted class
   */
  public record Prediction(String name, int label, int predicted, double probability) {}
}
