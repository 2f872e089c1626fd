package io.github.xception.train.tensorboard;

import com.google.protobuf.ByteString;
import io.github.xception.train.tensorboard.message.Messages.DataClass;
import io.github.xception.train.tensorboard.message.Messages.DataType;
import io.github.xception.train.tensorboard.message.Messages.Summary;
import io.github.xception.train.tensorboard.message.Messages.SummaryMetadata;
import io.github.xception.train.tensorboard.message.Messages.TensorProto;
import io.github.xception.train.tensorboard.message.Messages.TensorShapeProto;
import java.awt.image.BufferedImage;
import java.util.List;

/** Values as the pages of TensorBoard read them: tensors, with the name of the page beside them. */
final class Summaries {
  private Summaries() {}

  /**
   * A point of a curve.
   *
   * @param tag the curve; what stands before a slash is the group that it is shown in
   * @param description what it means, shown beside the curve
   */
  static Summary.Value scalar(String tag, String description, double value) {
    TensorProto.Builder tensor = tensor(DataType.DT_FLOAT).addFloatVal((float) value);
    return value(tag, "scalars", DataClass.DATA_CLASS_SCALAR, description, tensor);
  }

  /** The distribution of the values of a tensor. */
  static Summary.Value histogram(String tag, Histogram histogram) {
    TensorProto.Builder tensor = tensor(DataType.DT_DOUBLE, histogram.buckets().size(), 3);
    for (Histogram.Bucket bucket : histogram.buckets()) {
      tensor.addDoubleVal(bucket.left()).addDoubleVal(bucket.right()).addDoubleVal(bucket.count());
    }
    return value(tag, "histograms", DataClass.DATA_CLASS_TENSOR, "", tensor);
  }

  /**
   * Images of one size.
   *
   * @param images at least one
   */
  static Summary.Value images(String tag, String description, List<BufferedImage> images) {
    BufferedImage first = images.get(0);
    TensorProto.Builder tensor =
        tensor(DataType.DT_STRING, images.size() + 2)
            .addStringVal(ByteString.copyFromUtf8(String.valueOf(first.getWidth())))
            .addStringVal(ByteString.copyFromUtf8(String.valueOf(first.getHeight())));
    images.forEach(image -> tensor.addStringVal(ByteString.copyFrom(Png.encode(image))));
    return value(tag, "images", DataClass.DATA_CLASS_BLOB_SEQUENCE, description, tensor);
  }

  /**
   * A text.
   *
   * @param markdown is shown as the Markdown that it is
   */
  static Summary.Value text(String tag, String description, String markdown) {
    TensorProto.Builder tensor =
        tensor(DataType.DT_STRING).addStringVal(ByteString.copyFromUtf8(markdown));
    return value(tag, "text", DataClass.DATA_CLASS_TENSOR, description, tensor);
  }

  private static TensorProto.Builder tensor(DataType type, long... extents) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long extent : extents) {
      shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(extent));
    }
    return TensorProto.newBuilder().setDtype(type).setTensorShape(shape);
  }

  private static Summary.Value value(
      String tag,
      String page,
      DataClass dataClass,
      String description,
      TensorProto.Builder tensor) {
    return Summary.Value.newBuilder()
        .setTag(tag)
        .setMetadata(
            SummaryMetadata.newBuilder()
                .setPluginData(SummaryMetadata.PluginData.newBuilder().setPluginName(page))
                .setSummaryDescription(description)
                .setDataClass(dataClass))
        .setTensor(tensor)
        .build();
  }
}
