"""The network as an ONNX model in ONNX Runtime, which folds and fuses what it can when it loads it. Inference only."""

import peer
from peer import np

OPSET = 17
IR_VERSION = 9


def open_session(workload, arguments):
    import onnx
    import onnxruntime
    from onnx import TensorProto, helper, numpy_helper

    if workload.mode != "inference":
        raise peer.Unsupported("ONNX Runtime is here for inference only")
    if workload.device not in ("auto", "cpu"):
        raise peer.Unsupported(f"{workload.device} was asked for, and it is written for the CPU only")

    nodes, tensors = [], []

    def constant(name, values):
        tensors.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def add(op, inputs, output, **attributes):
        nodes.append(helper.make_node(op, inputs, [output], output, **attributes))
        return output

    def parameter(node, role, values=None):
        values = workload.weight(node, role) if values is None else values
        return constant(node["path"] + "/" + role, values)

    def window(node):
        top, bottom, left, right = peer.padding(node)
        return {
            "kernel_shape": node["kernel"],
            "strides": [node["stride"]] * 2,
            "pads": [top, left, bottom, right],
        }

    def translate(node, x, others):
        op, path = node["op"], node["path"]
        if op == "conv2d":
            channels, groups, filters = node["inputShape"][2], node["groups"], node["filters"]
            kernel = workload.weight(node, "kernel").reshape(*node["kernel"], channels // groups, filters)
            inputs = [x, parameter(node, "kernel", kernel.transpose(3, 2, 0, 1))]
            if workload.weight(node, "bias") is not None:
                inputs.append(parameter(node, "bias"))
            return add("Conv", inputs, path, group=groups, **window(node))
        if op == "batchNorm":
            peer.require_usual_statistics(node)
            channels = node["outputShape"][-1]
            gamma, beta = workload.weight(node, "gamma"), workload.weight(node, "beta")
            inputs = [
                x,
                parameter(node, "gamma", np.ones(channels, np.float32) if gamma is None else gamma),
                parameter(node, "beta", np.zeros(channels, np.float32) if beta is None else beta),
                parameter(node, "moving_mean"),
                parameter(node, "moving_variance"),
            ]
            return add("BatchNormalization", inputs, path, epsilon=node["epsilon"])
        if op == "relu":
            return add("Relu", [x], path)
        if op == "maxPool":
            return add("MaxPool", [x], path, **window(node))
        if op == "avgPool":
            return add("AveragePool", [x], path, count_include_pad=0, **window(node))
        if op == "globalAvgPool":
            return add("Flatten", [add("GlobalAveragePool", [x], path + "/mean")], path)
        if op == "add":
            return add("Add", [x, *others], path)
        if op == "flatten":
            return add("Flatten", [add("Transpose", [x], path + "/nhwc", perm=[0, 2, 3, 1])], path)
        if op == "dense":
            inputs = [x, parameter(node, "kernel")]
            if workload.weight(node, "bias") is not None:
                inputs.append(parameter(node, "bias"))
            return add("Gemm", inputs, path)
        raise peer.unknown(node)

    values = {0: add("Transpose", ["images"], "images/nchw", perm=[0, 3, 1, 2])}
    for node in workload.nodes:
        x, *others = (values[id] for id in node["inputs"])
        values[node["id"]] = translate(node, x, others)
    logits = values[workload.nodes[-1]["id"]]
    graph = helper.make_graph(
        nodes,
        "network",
        [helper.make_tensor_value_info("images", TensorProto.FLOAT, workload.images.shape)],
        [helper.make_tensor_value_info(logits, TensorProto.FLOAT, None)],
        tensors,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = workload.threads
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
    loaded = onnxruntime.InferenceSession(model.SerializeToString(), options, ["CPUExecutionProvider"])

    class Session:
        engine = "ONNX Runtime"
        version = onnxruntime.__version__
        device = "cpu"

        def predict(self):
            return loaded.run([logits], {"images": workload.images})[0]

    return Session()


if __name__ == "__main__":
    peer.serve(open_session)
