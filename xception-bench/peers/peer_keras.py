"""The network in Keras on TensorFlow: a functional model, run and trained by functions that TensorFlow compiles to graphs."""

import os

import peer


def open_session(workload, arguments):
    os.environ["KERAS_BACKEND"] = "tensorflow"
    if workload.device == "cpu":
        os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
    import tensorflow
    import keras

    tensorflow.config.threading.set_intra_op_parallelism_threads(workload.threads)
    tensorflow.config.threading.set_inter_op_parallelism_threads(workload.threads)
    place, device = find_device(tensorflow, workload.device)
    layers = keras.layers

    def same(node):
        """Tells whether the padding is what Keras calls same."""
        pads = peer.padding(node)
        for size, kernel, before, after in (
            (node["inputShape"][0], node["kernel"][0], pads[0], pads[1]),
            (node["inputShape"][1], node["kernel"][1], pads[2], pads[3]),
        ):
            total = max((-(-size // node["stride"]) - 1) * node["stride"] + kernel - size, 0)
            if (before, after) != (total // 2, total - total // 2):
                return False
        return True

    def window(node):
        """Returns the name of the padding, and what has to be padded before."""
        top, bottom, left, right = peer.padding(node)
        if not any((top, bottom, left, right)):
            return "valid", None
        if same(node):
            return "same", None
        return "valid", ((top, bottom), (left, right))

    def convolution(node, x):
        name, pads = window(node)
        if pads is not None:
            x = layers.ZeroPadding2D(pads)(x)
        kernel, bias = workload.weight(node, "kernel"), workload.weight(node, "bias")
        channels, groups = node["inputShape"][2], node["groups"]
        options = {"strides": node["stride"], "padding": name, "use_bias": bias is not None}
        if groups == channels and groups > 1:
            multiplier = node["filters"] // channels
            kernel = kernel.reshape(*node["kernel"], channels, multiplier)
            layer = layers.DepthwiseConv2D(node["kernel"], depth_multiplier=multiplier, **options)
        else:
            kernel = kernel.reshape(*node["kernel"], channels // groups, node["filters"])
            layer = layers.Conv2D(node["filters"], node["kernel"], groups=groups, **options)
        return weighted(layer, x, [kernel, bias])

    def norm(node, x):
        peer.require_usual_statistics(node)
        gamma, beta = workload.weight(node, "gamma"), workload.weight(node, "beta")
        layer = layers.BatchNormalization(
            momentum=node["momentum"], epsilon=node["epsilon"], scale=gamma is not None, center=beta is not None
        )
        moving = [workload.weight(node, "moving_mean"), workload.weight(node, "moving_variance")]
        return weighted(layer, x, [gamma, beta, *moving])

    def pool(node, x, make):
        name, pads = window(node)
        if pads is not None:
            raise peer.Unsupported(f"{node['path']}: padding of a pooling is neither valid nor same")
        return make(node["kernel"], node["stride"], name)(x)

    def weighted(layer, x, weights):
        y = layer(x)
        layer.set_weights([each for each in weights if each is not None])
        return y

    def apply(node, x, others):
        op = node["op"]
        if op == "conv2d":
            return convolution(node, x)
        if op == "batchNorm":
            return norm(node, x)
        if op == "relu":
            return layers.ReLU()(x)
        if op == "maxPool":
            return pool(node, x, layers.MaxPooling2D)
        if op == "avgPool":
            return pool(node, x, layers.AveragePooling2D)
        if op == "globalAvgPool":
            return layers.GlobalAveragePooling2D()(x)
        if op == "add":
            return layers.Add()([x, *others])
        if op == "flatten":
            return layers.Flatten()(x)
        if op == "dense":
            kernel, bias = workload.weight(node, "kernel"), workload.weight(node, "bias")
            layer = layers.Dense(kernel.shape[1], use_bias=bias is not None)
            return weighted(layer, x, [kernel, bias])
        raise peer.unknown(node)

    class Session:
        engine = "Keras " + keras.__version__ + ", TensorFlow"
        version = tensorflow.__version__

        def __init__(self):
            self.device = device
            values = {0: keras.Input(workload.input_shape)}
            with tensorflow.device(place):
                for node in workload.nodes:
                    x, *others = (values[id] for id in node["inputs"])
                    values[node["id"]] = apply(node, x, others)
                model = keras.Model(values[0], values[workload.nodes[-1]["id"]])
                if workload.mode == "training":
                    optimizer = keras.optimizers.Adam(workload.learning_rate, 0.9, 0.999, 1e-8)
                    optimizer.build(model.trainable_variables)
                    cross_entropy = keras.losses.CategoricalCrossentropy(from_logits=True)

            @tensorflow.function
            def logits(images):
                return model(images, training=False)

            @tensorflow.function
            def train(images, labels):
                with tensorflow.GradientTape() as tape:
                    loss = cross_entropy(labels, model(images, training=True))
                gradients = tape.gradient(loss, model.trainable_variables)
                optimizer.apply_gradients(zip(gradients, model.trainable_variables))
                return loss

            self.logits, self.train = logits, train

        def predict(self):
            with tensorflow.device(place):
                return self.logits(tensorflow.constant(workload.images)).numpy()

        def step(self):
            with tensorflow.device(place):
                return self.train(tensorflow.constant(workload.images), tensorflow.constant(workload.labels)).numpy()

    return Session()


def find_device(tensorflow, wanted):
    """Returns the device in TensorFlow's words and in those of the workload."""
    gpus = len(tensorflow.config.list_physical_devices("GPU"))
    if wanted == "cpu" or (wanted == "auto" and gpus == 0):
        return "/CPU:0", "cpu"
    index = int(wanted.partition(":")[2] or 0)
    if index >= gpus:
        raise peer.Unsupported(f"{wanted} was asked for, and TensorFlow sees {gpus} GPUs")
    return f"/GPU:{index}", f"gpu:{index}"


if __name__ == "__main__":
    peer.serve(open_session)
