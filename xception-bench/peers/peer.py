"""What the peers have in common: a workload in files, and the way to be asked.

A peer is started with the folder of a workload. On standard output it says in a line of JSON what it computes with, and
then answers each line of standard input: "predict" with the logits, "step" with the loss before the step. Each answer is
all of the work anew, from images in the host's memory to numbers in the host's memory. It ends when its input does.
"""

import base64
import json
import os
import sys
from pathlib import Path


def refuse(reason):
    """Says on standard output why there will be no session."""
    print(json.dumps({"error": reason}), flush=True)


try:
    import numpy as np
except ImportError as missing:
    refuse(f"{sys.executable} cannot import what it needs: {missing}")
    sys.exit()


class Unsupported(Exception):
    """The workload asks for what a peer cannot do; the message says why."""


def read_tensors(file):
    """Reads the 32-bit floats of a safetensors file, by their names."""
    data = file.read_bytes()
    size = int.from_bytes(data[:8], "little")
    tensors = {}
    for name, entry in json.loads(data[8 : 8 + size]).items():
        if name != "__metadata__":
            begin, end = entry["data_offsets"]
            if entry["dtype"] != "F32":
                raise Unsupported(f"{file.name}: '{name}' is of {entry['dtype']}, expected F32")
            values = np.frombuffer(data[8 + size + begin : 8 + size + end], dtype="<f4")
            tensors[name] = values.reshape(entry["shape"])
    return tensors


class Workload:
    """What every contender is given to do.

    mode is "inference" or "training"; images are batch x height x width x channels, labels batch x classes, one-hot;
    nodes are the network's operations in topological order; weights are by path: kernels of convolutions height x
    width x in/groups x out (depthwise: height x width x channels x multiplier), those of dense layers in x out.
    """

    def __init__(self, folder):
        settings = json.loads((folder / "workload.json").read_text("utf-8"))
        self.mode = settings["mode"]
        self.threads = settings["threads"]
        self.device = settings["device"]
        self.precision = settings["precision"]
        self.learning_rate = settings["learningRate"]
        graph = json.loads((folder / "graph.json").read_text("utf-8"))
        self.input_shape = graph["inputShape"]
        self.nodes = graph["nodes"]
        self.weights = read_tensors(folder / "weights.safetensors")
        batch = read_tensors(folder / "batch.safetensors")
        self.images = np.ascontiguousarray(batch["images"])
        self.labels = np.ascontiguousarray(batch["labels"])
        if self.precision != "fp32":
            raise Unsupported(f"it is written for fp32 only, got {self.precision}")

    def weight(self, node, role):
        """Returns a parameter of a node, or None if the node has none of this role."""
        path = node["parameters"].get(role)
        return None if path is None else self.weights[path]


def padding(node):
    """Returns rows above, rows below, columns to the left, columns to the right."""
    return tuple(node["padding"][side] for side in ("top", "bottom", "left", "right"))


def require_usual_statistics(node):
    if node["statistics"] != "batch_in_training":
        raise Unsupported(f"{node['path']}: statistics '{node['statistics']}' are not written here")


def unknown(node):
    return Unsupported(f"{node['path']}: operation '{node['op']}' is not written here")


def serve(open_session):
    """Opens a session and answers until the input ends.

    open_session takes the workload and the arguments behind its folder. A session has engine, version and device, and
    predict() or step().
    """
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever libraries print is no answer

    def say(answer):
        answers.write(json.dumps(answer) + "\n")
        answers.flush()

    try:
        session = open_session(Workload(Path(sys.argv[1])), sys.argv[2:])
    except ImportError as error:
        say({"error": f"{sys.executable} cannot import what it needs: {error}"})
        return
    except Unsupported as error:
        say({"error": str(error)})
        return
    except Exception as error:
        say({"error": f"{type(error).__name__}: {error}"})
        raise
    say({"engine": session.engine, "version": session.version, "device": session.device})
    for line in sys.stdin:
        if line.strip() == "predict":
            logits = np.ascontiguousarray(session.predict(), dtype="<f4")
            say({"shape": logits.shape, "logits": base64.b64encode(logits).decode("ascii")})
        elif line.strip() == "step":
            say({"loss": float(session.step())})
        else:
            say({"error": f"expected 'predict' or 'step', got '{line.strip()}'"})
