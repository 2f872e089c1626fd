package io.github.xception.train.tensorboard;

import com.google.protobuf.ByteString;
import io.github.xception.train.survey.EncodedImage;
import io.github.xception.train.tensorboard.message.Messages.DataClass;
import io.github.xception.train.tensorboard.message.Messages.DataType;
import io.github.xception.train.tensorboard.message.Messages.HistogramProto;
import io.github.xception.train.tensorboard.message.Messages.Summary;
import io.github.xception.train.tensorboard.message.Messages.SummaryMetadata;
import io.github.xception.train.tensorboard.message.Messages.TensorProto;
import io.github.xception.train.tensorboard.message.Messages.TensorShapeProto;
import java.awt.image.BufferedImage;

/**
 * Values as the pages of TensorBoard read them. Numbers, images and histograms are in the forms
 * that all readers of event files know, rather than in tensors, which some leave out or count twice
 * after a restart.
 */
final class Summaries {
  private static final int RGB = 3;

  private Summaries() {}

  /**
   * A point of a curve.
   *
   * @param tag the curve; what stands before a slash is the group that it is shown in
   * @param description what it means, shown beside the curve
   */
  static Summary.Value scalar(String tag, String description, double value) {
    return value(tag, "scalars", DataClass.DATA_CLASS_SCALAR, description)
        .setSimpleValue((float) value)
        .build();
  }

  /** The distribution of the values of a tensor. */
  static Summary.Value histogram(String tag, Histogram histogram) {
    HistogramProto.Builder counts =
        HistogramProto.newBuilder()
            .setMin(histogram.min())
            .setMax(histogram.max())
            .setNum(histogram.count())
            .setSum(histogram.sum())
            .setSumSquares(histogram.sumOfSquares());
    for (Histogram.Bucket bucket : histogram.buckets()) {
      counts.addBucketLimit(bucket.right()).addBucket(bucket.count());
    }
    return value(tag, "histograms", DataClass.DATA_CLASS_TENSOR, "").setHisto(counts).build();
  }

  /** An image. */
  static Summary.Value image(String tag, String description, BufferedImage image) {
    return value(tag, "images", DataClass.DATA_CLASS_BLOB_SEQUENCE, description)
        .setImage(
            Summary.Image.newBuilder()
                .setHeight(image.getHeight())
                .setWidth(image.getWidth())
                .setColorspace(RGB)
                .setEncodedImageString(ByteString.copyFrom(EncodedImage.png(image))))
        .build();
  }

  /**
   * A text.
   *
   * @param markdown is shown as the Markdown that it is
   */
  static Summary.Value text(String tag, String description, String markdown) {
    return value(tag, "text", DataClass.DATA_CLASS_TENSOR, description)
        .setTensor(
            TensorProto.newBuilder()
                .setDtype(DataType.DT_STRING)
                .setTensorShape(TensorShapeProto.getDefaultInstance())
                .addStringVal(ByteString.copyFromUtf8(markdown)))
        .build();
  }

  private static Summary.Value.Builder value(
      String tag, String page, DataClass dataClass, String description) {
    return Summary.Value.newBuilder()
        .setTag(tag)
        .setMetadata(
            SummaryMetadata.newBuilder()
                .setPluginData(SummaryMetadata.PluginData.newBuilder().setPluginName(page))
                .setSummaryDescription(description)
                .setDataClass(dataClass));
  }
}
