"""Makes keras.json and torch.json: what Keras, TensorFlow and PyTorch compute on small inputs.

    pip install tensorflow-cpu==2.19.1 keras==3.15.1 torch==1.13.1 'numpy<2' 'ml-dtypes<0.6'
    python generate.py

The tests of this module hold the reference backend to these numbers. All inputs are multiples of 1/64, so they are the
same number in float and in double. Layouts are those of the framework: images NHWC, convolution kernels HWIO, depthwise
kernels height x width x channels x multiplier (for a stored kernel: x 1 x channels * multiplier, the same order).
"""

import json
import pathlib

import numpy as np

HERE = pathlib.Path(__file__).parent


def draw(seed, *shape, spread=1.0):
    """Normally distributed multiples of 1/64."""
    return np.round(np.random.RandomState(seed).normal(scale=spread, size=shape) * 64) / 64


def tensor(array, digits=12):
    array = np.asarray(array)
    return {"shape": list(array.shape), "data": [float(f"{v:.{digits}g}") for v in array.astype(np.float64).ravel()]}


def tensors(digits=12, **arrays):
    return {name: tensor(array, digits) for name, array in arrays.items()}


def write(name, made_with, cases):
    lines = ",\n".join("  " + json.dumps(case, separators=(",", ":")) for case in cases)
    (HERE / name).write_text(f'{{"madeWith": {json.dumps(made_with)}, "cases": [\n{lines}\n]}}\n')


# ---------------------------------------------------------------------------------------------------------------- Keras


def keras_cases():
    import keras
    import tensorflow as tf

    def with_gradients(function, *inputs):
        """Returns y, u and the gradients of sum(u * y), in double precision."""
        variables = [tf.constant(value, tf.float64) for value in inputs]
        with tf.GradientTape() as tape:
            tape.watch(variables)
            y = function(*variables)
            u = draw(99, *y.shape)
            total = tf.reduce_sum(y * u)
        return y.numpy(), u, [g.numpy() for g in tape.gradient(total, variables)]

    cases = []

    def conv(name, size, kernel, stride, channels, filters):
        x, k = draw(1, 2, *size, channels), draw(2, *kernel, channels, filters)
        y, u, (dx, dk) = with_gradients(lambda a, b: tf.nn.conv2d(a, b, stride, "SAME"), x, k)
        cases.append({"name": name, "op": "conv2d", "stride": stride, "padding": "same", "groups": 1,
                      "tensors": tensors(x=x, kernel=k, u=u, y=y, dx=dx, dkernel=dk)})

    conv("conv2d 3x3, stride 2, SAME on 6x7", (6, 7), (3, 3), 2, 2, 3)
    conv("conv2d 3x3, stride 2, SAME on 5x5", (5, 5), (3, 3), 2, 2, 3)
    conv("conv2d 1x1, stride 2, SAME on 6x6", (6, 6), (1, 1), 2, 2, 3)
    conv("conv2d 2x4, SAME on 4x5: even kernels", (4, 5), (2, 4), 1, 2, 2)
    conv("conv2d 5x3, stride 3, SAME on 7x8", (7, 8), (5, 3), 3, 2, 2)

    def depthwise(name, size, stride, channels, multiplier):
        x, k = draw(3, 2, *size, channels), draw(4, 3, 3, channels, multiplier)
        y, u, (dx, dk) = with_gradients(
            lambda a, b: tf.nn.depthwise_conv2d(a, b, [1, stride, stride, 1], "SAME"), x, k)
        flat = (3, 3, 1, channels * multiplier)
        cases.append({"name": name, "op": "conv2d", "stride": stride, "padding": "same", "groups": channels,
                      "tensors": tensors(x=x, kernel=k.reshape(flat), u=u, y=y, dx=dx, dkernel=dk.reshape(flat))})

    depthwise("depthwise 3x3, stride 2, SAME on 6x6", (6, 6), 2, 3, 1)
    depthwise("depthwise 3x3, multiplier 2, SAME on 4x5", (4, 5), 1, 3, 2)

    def pool(name, op, function, size, stride, shift=0.0):
        x = draw(5, 1, *size, 2) + shift
        y, u, (dx,) = with_gradients(lambda a: function(a, 3, stride, "SAME"), x)
        cases.append({"name": name, "op": op, "size": 3, "stride": stride, "padding": "same",
                      "tensors": tensors(x=x, u=u, y=y, dx=dx)})

    # All values negative: padding with zeros would win every maximum at the border.
    pool("max pool 3x3, stride 2, SAME on 10x10, negative", "maxPool", tf.nn.max_pool2d, (10, 10), 2, -8.0)
    pool("max pool 3x3, stride 2, SAME on 7x6, negative", "maxPool", tf.nn.max_pool2d, (7, 6), 2, -8.0)
    pool("average pool 3x3, stride 2, SAME on 6x6", "avgPool", tf.nn.avg_pool2d, (6, 6), 2)
    pool("average pool 3x3, SAME on 4x5", "avgPool", tf.nn.avg_pool2d, (4, 5), 1)

    # TensorFlow's fused operation: the moving variance takes the unbiased variance. (Keras 3's own layer takes the biased
    # one.) It knows single precision only.
    x, gamma, beta = draw(6, 3, 2, 2, 2), draw(7, 2), draw(8, 2)
    mean, variance = draw(9, 2), np.abs(draw(10, 2)) + 0.5
    y, moved_mean, moved_variance, *_ = tf.raw_ops.FusedBatchNormV3(
        x=tf.constant(x, tf.float32), scale=tf.constant(gamma, tf.float32), offset=tf.constant(beta, tf.float32),
        mean=tf.constant(mean, tf.float32), variance=tf.constant(variance, tf.float32), epsilon=1e-3,
        exponential_avg_factor=0.25, data_format="NHWC", is_training=True)
    cases.append({"name": "fused batch norm", "op": "batchNorm", "momentum": 0.75, "epsilon": 1e-3,
                  "precision": "single",
                  "tensors": tensors(x=x, gamma=gamma, beta=beta, movingMean=mean, movingVariance=variance, y=y,
                                     movedMean=moved_mean, movedVariance=moved_variance)})

    logits, one_hot = draw(11, 4, 3, spread=3), np.eye(3)[[0, 2, 1, 1]]
    loss = keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=0.1, dtype="float64")
    z = tf.constant(logits, tf.float64)
    with tf.GradientTape() as tape:
        tape.watch(z)
        value = loss(tf.constant(one_hot, tf.float64), z)
    cases.append({"name": "categorical cross-entropy, label smoothing 0.1", "op": "crossEntropy", "loss": float(value),
                  "tensors": tensors(logits=logits, labels=one_hot * 0.9 + 0.1 / 3, dlogits=tape.gradient(value, z))})

    keras.backend.set_floatx("float64")
    rates, w, g = [0.125, 0.25, 0.0625, 0.125], draw(12, 3), draw(13, 4, 3)
    optimizer = keras.optimizers.RMSprop(rho=0.75, momentum=0.5, epsilon=1e-5)
    variable = keras.Variable(w, dtype="float64")
    path = []
    for rate, gradient in zip(rates, g):
        optimizer.learning_rate = rate
        optimizer.apply([tf.constant(gradient, tf.float64)], [variable])
        path.append(variable.numpy().copy())
    cases.append({"name": "RMSprop with momentum", "op": "optimizer",
                  "optimizer": {"rmsprop": {"decay": 0.75, "momentum": 0.5, "epsilon": 1e-5}}, "rates": rates,
                  "tensors": tensors(w=w, gradients=g, path=path,
                                     s=optimizer._velocities[0].numpy(), v=optimizer._momentums[0].numpy())})

    return f"TensorFlow {tf.__version__}, Keras {keras.__version__}", cases


# -------------------------------------------------------------------------------------------------------------- PyTorch


def torch_cases():
    import torch
    import torch.nn.functional as F

    torch.manual_seed(0)

    def nchw(array):
        return torch.tensor(np.asarray(array).transpose(0, 3, 1, 2).copy(), dtype=torch.float64, requires_grad=True)

    def nhwc(value):
        return value.detach().numpy().transpose(0, 2, 3, 1)

    def oihw(array):
        return torch.tensor(np.asarray(array).transpose(3, 2, 0, 1).copy(), dtype=torch.float64, requires_grad=True)

    def hwio(value):
        return value.detach().numpy().transpose(2, 3, 1, 0)

    def vector(array):
        return torch.tensor(np.asarray(array), dtype=torch.float64, requires_grad=True)

    cases = []

    def conv(name, size, kernel, stride, padding, channels, filters, groups):
        top, bottom, left, right = padding
        x, k = draw(1, 2, *size, channels), draw(2, *kernel, channels // groups, filters)
        a, b = nchw(x), oihw(k)
        y = F.conv2d(F.pad(a, (left, right, top, bottom)), b, stride=stride, groups=groups)
        u = draw(99, *nhwc(y).shape)
        (y * nchw(u)).sum().backward()
        cases.append({"name": name, "op": "conv2d", "stride": stride, "padding": padding, "groups": groups,
                      "tensors": tensors(x=x, kernel=k, u=u, y=nhwc(y), dx=nhwc(a.grad), dkernel=hwio(b.grad))})

    conv("conv2d 3x3, stride 2, VALID on 7x6", (7, 6), (3, 3), 2, [0, 0, 0, 0], 2, 3, 1)
    conv("conv2d 2x3, stride 2, padding 1, 0, 0, 2 on 5x4", (5, 4), (2, 3), 2, [1, 0, 0, 2], 2, 2, 1)
    conv("conv2d 3x3, two groups, padding 1 on 4x4", (4, 4), (3, 3), 1, [1, 1, 1, 1], 4, 6, 2)
    conv("depthwise 3x3, multiplier 2, stride 2, padding 1 on 5x5", (5, 5), (3, 3), 2, [1, 1, 1, 1], 2, 4, 2)

    def pool(name, op, function, x, stride):
        a = nchw(x)
        y = function(a, 3, stride)
        u = draw(99, *nhwc(y).shape)
        (y * nchw(u)).sum().backward()
        cases.append({"name": name, "op": op, "size": 3, "stride": stride, "padding": [1, 1, 1, 1],
                      "tensors": tensors(x=x, u=u, y=nhwc(y), dx=nhwc(a.grad))})

    pool("max pool 3x3, stride 2, padding 1 on 7x6", "maxPool",
         lambda a, k, s: F.max_pool2d(a, k, s, padding=1), draw(5, 2, 7, 6, 2) - 8, 2)
    pool("max pool 3x3, padding 1, with ties", "maxPool",
         lambda a, k, s: F.max_pool2d(a, k, s, padding=1), np.round(draw(5, 1, 6, 6, 2)), 1)
    pool("average pool 3x3, stride 2, padding 1 not counted on 7x6", "avgPool",
         lambda a, k, s: F.avg_pool2d(a, k, s, padding=1, count_include_pad=False), draw(5, 2, 7, 6, 2), 2)

    def batch_norm(name, x):
        channels = x.shape[-1]
        gamma, beta = draw(7, channels), draw(8, channels)
        mean, variance = draw(9, channels), np.abs(draw(10, channels)) + 0.5
        moved = torch.tensor(mean), torch.tensor(variance)
        a = nchw(x) if x.ndim == 4 else vector(x)
        back = nhwc if x.ndim == 4 else lambda value: value.detach().numpy()
        g, b = vector(gamma), vector(beta)
        # PyTorch's momentum is the share of the new value.
        y = F.batch_norm(a, *moved, g, b, training=True, momentum=0.25, eps=1e-3)
        u = draw(99, *x.shape)
        (y * (nchw(u) if x.ndim == 4 else vector(u))).sum().backward()
        cases.append({"name": name, "op": "batchNorm", "momentum": 0.75, "epsilon": 1e-3,
                      "tensors": tensors(x=x, gamma=gamma, beta=beta, movingMean=mean, movingVariance=variance, u=u,
                                         y=back(y), dx=back(a.grad), dgamma=g.grad, dbeta=b.grad,
                                         movedMean=moved[0], movedVariance=moved[1])})

    batch_norm("batch norm on images", draw(6, 3, 2, 2, 2))
    batch_norm("batch norm on two values per channel", draw(6, 2, 1, 1, 3))
    batch_norm("batch norm on vectors", draw(6, 5, 2))

    logits, labels = draw(11, 4, 3, spread=3), np.round(np.random.RandomState(14).dirichlet([1, 1, 1], 4) * 64) / 64
    z = vector(logits)
    loss = F.cross_entropy(z, torch.tensor(labels))
    loss.backward()
    cases.append({"name": "cross-entropy with soft labels", "op": "crossEntropy", "loss": float(loss),
                  "tensors": tensors(logits=logits, labels=labels, dlogits=z.grad)})

    def optimizer(name, spec, make, slots, decoupled=0.0):
        rates, w, g = [0.125, 0.25, 0.0625, 0.125], draw(12, 3), draw(13, 4, 3)
        value = vector(w)
        rule = make([value])
        path = []
        for rate, gradient in zip(rates, g):
            rule.param_groups[0]["lr"] = rate
            value.grad = torch.tensor(gradient)
            rule.step()
            path.append(value.detach().numpy().copy())
        state = rule.state[value]
        cases.append({"name": name, "op": "optimizer", "optimizer": spec, "rates": rates, "decoupledDecay": decoupled,
                      "tensors": tensors(w=w, gradients=g, path=path,
                                         **{slot: state[key] for slot, key in slots.items()})})

    optimizer("SGD", {"sgd": {"momentum": 0.0}}, lambda p: torch.optim.SGD(p, 1), {})
    optimizer("SGD with momentum", {"sgd": {"momentum": 0.75}},
              lambda p: torch.optim.SGD(p, 1, momentum=0.75), {"v": "momentum_buffer"})
    moments = {"m": "exp_avg", "v": "exp_avg_sq"}
    optimizer("Adam", {"adam": {"beta1": 0.875, "beta2": 0.96875, "epsilon": 1e-8}},
              lambda p: torch.optim.Adam(p, 1, (0.875, 0.96875), 1e-8), moments)
    optimizer("AdamW", {"adam": {"beta1": 0.875, "beta2": 0.96875, "epsilon": 1e-2}},
              lambda p: torch.optim.AdamW(p, 1, (0.875, 0.96875), 1e-2, weight_decay=0.25), moments, 0.25)

    # ---- a tiny Xception, 4 steps: the graph that the tests call tinyXception, for 12 x 12 images, nothing dropped ----

    shapes = {}

    def batch_norm_shapes(path, channels, scale=True):
        if scale:
            shapes[path + "/bn/gamma"] = (channels,)
        for name in ("beta", "moving_mean", "moving_variance"):
            shapes[f"{path}/bn/{name}"] = (channels,)

    def separable_shapes(path, channels, filters):
        shapes[path + "/depthwise/kernel"] = (3, 3, channels, 1)
        shapes[path + "/pointwise/kernel"] = (1, 1, channels, filters)
        batch_norm_shapes(path, filters)

    shapes["stem/kernel"], shapes["stem/bias"] = (3, 3, 3, 8), (8,)
    batch_norm_shapes("stem", 8)
    separable_shapes("entry/sepconv_1", 8, 12)
    separable_shapes("entry/sepconv_2", 12, 12)
    shapes["entry/shortcut/kernel"] = (1, 1, 8, 12)
    batch_norm_shapes("entry/shortcut", 12, scale=False)
    separable_shapes("middle/sepconv_1", 12, 12)
    shapes["exit/feature/kernel"], shapes["exit/feature/bias"] = (12, 10), (10,)
    shapes["predictions/kernel"], shapes["predictions/bias"] = (10, 3), (3,)

    def start(index, path, shape):
        if path.endswith("kernel"):
            fan_in = shape[0] * shape[1] if path.endswith("depthwise/kernel") else int(np.prod(shape[:-1]))
            return draw(100 + index, *shape, spread=(2 / fan_in) ** 0.5)
        around = 1.0 if path.endswith(("gamma", "moving_variance")) else 0.0
        return around + draw(100 + index, *shape, spread=0.1)

    first = {path: start(index, path, shape) for index, (path, shape) in enumerate(shapes.items())}

    def to_torch(path, value):
        if path.endswith("depthwise/kernel"):
            value = value.transpose(2, 3, 0, 1)
        elif value.ndim == 4:
            value = value.transpose(3, 2, 0, 1)
        return torch.tensor(value.copy(), dtype=torch.float64, requires_grad="/moving_" not in path)

    def from_torch(path, value):
        value = value.detach().numpy()
        if path.endswith("depthwise/kernel"):
            return value.transpose(2, 3, 0, 1)
        return value.transpose(2, 3, 1, 0) if value.ndim == 4 else value

    def logits_of(w, x):
        def bn(path, a):
            return F.batch_norm(a, w[path + "/bn/moving_mean"], w[path + "/bn/moving_variance"],
                                w.get(path + "/bn/gamma"), w[path + "/bn/beta"], True, 0.1, 1e-3)

        def separable(path, a):
            a = F.conv2d(a, w[path + "/depthwise/kernel"], padding=1, groups=a.shape[1])
            return bn(path, F.conv2d(a, w[path + "/pointwise/kernel"]))

        a = F.conv2d(F.pad(x, (0, 1, 0, 1)), w["stem/kernel"], w["stem/bias"], stride=2)
        a = F.relu(bn("stem", a))
        main = separable("entry/sepconv_2", F.relu(separable("entry/sepconv_1", a)))
        main = F.max_pool2d(F.pad(main, (0, 1, 0, 1), value=-np.inf), 3, 2)
        a = main + bn("entry/shortcut", F.conv2d(a, w["entry/shortcut/kernel"], stride=2))
        a = separable("middle/sepconv_1", F.relu(a)) + a
        a = F.relu(a.mean((2, 3)) @ w["exit/feature/kernel"] + w["exit/feature/bias"])
        return a @ w["predictions/kernel"] + w["predictions/bias"]

    images = [draw(200 + step, 2, 12, 12, 3) for step in range(4)]
    labels = [np.eye(3)[[step % 3, 1]] for step in range(4)]
    rates = [0.0625, 0.03125, 0.0625, 0.03125]
    decay = 0.125
    cases.append({"name": "tiny Xception: what all of its optimizers begin with", "op": "networkInputs", "rates": rates,
                  "weights": tensors(**first),
                  "images": [tensor(x) for x in images], "labels": [tensor(t) for t in labels]})

    def network(name, spec, kind, make):
        w = {path: to_torch(path, value) for path, value in first.items()}
        kernels = [value for path, value in w.items() if path.endswith("kernel")]
        others = [value for path, value in w.items() if value.requires_grad and not path.endswith("kernel")]
        rule = make([{"params": kernels, "weight_decay": decay}, {"params": others, "weight_decay": 0.0}])
        entropies, losses = [], []
        for x, t, rate in zip(images, labels, rates):
            for group in rule.param_groups:
                group["lr"] = rate
            rule.zero_grad()
            entropy = F.cross_entropy(logits_of(w, nchw(x)), torch.tensor(t))
            entropy.backward()
            l2 = decay / 2 * sum(float((k ** 2).sum()) for k in kernels) if kind == "l2" else 0.0
            entropies.append(float(entropy))
            losses.append(float(entropy) + l2)
            rule.step()
        cases.append({"name": "tiny Xception, " + name, "op": "network", "optimizer": spec,
                      "weightDecay": {"kind": kind, "rate": decay}, "crossEntropies": entropies, "losses": losses,
                      "weights": tensors(8, **{path: from_torch(path, value) for path, value in w.items()})})

    network("SGD with momentum and L2", {"sgd": {"momentum": 0.75}}, "l2",
            lambda groups: torch.optim.SGD(groups, 1, momentum=0.75))
    # An epsilon this large keeps a gradient of nearly zero from making a step of full length.
    adam = {"adam": {"beta1": 0.875, "beta2": 0.96875, "epsilon": 1e-2}}
    network("Adam with L2", adam, "l2", lambda groups: torch.optim.Adam(groups, 1, (0.875, 0.96875), 1e-2))
    network("AdamW", adam, "decoupled", lambda groups: torch.optim.AdamW(groups, 1, (0.875, 0.96875), 1e-2))

    return f"PyTorch {torch.__version__}", cases


if __name__ == "__main__":
    write("keras.json", *keras_cases())
    write("torch.json", *torch_cases())
