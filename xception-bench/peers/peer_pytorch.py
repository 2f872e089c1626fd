"""The network in PyTorch: modules in channels-last memory, fused Adam; as they are, or compiled by torch.compile."""

import peer
from peer import np


def open_session(workload, arguments):
    import torch
    from torch import nn
    from torch.nn import functional

    torch.set_num_threads(workload.threads)
    device = find_device(torch, workload.device)

    class Windowed(nn.Module):
        """A pooling or a convolution behind padding that need not be the same on both sides."""

        def __init__(self, pads, value, module):
            super().__init__()
            top, bottom, left, right = pads
            self.pads = (left, right, top, bottom)
            self.value = value
            self.module = module

        def forward(self, x):
            return self.module(functional.pad(x, self.pads, value=self.value))

    def windowed(node, value, make):
        top, bottom, left, right = peer.padding(node)
        if top == bottom and left == right and top <= node["kernel"][0] // 2 and left <= node["kernel"][1] // 2:
            return make((top, left))
        return Windowed((top, bottom, left, right), value, make((0, 0)))

    def module(node):
        op = node["op"]
        if op == "conv2d":
            return windowed(node, 0.0, lambda pads: convolution(node, pads))
        if op == "batchNorm":
            return norm(node)
        if op == "relu":
            return nn.ReLU()
        if op == "maxPool":
            return windowed(node, float("-inf"), lambda pads: nn.MaxPool2d(node["kernel"], node["stride"], pads))
        if op == "avgPool":
            top, bottom, left, right = peer.padding(node)
            if top != bottom or left != right:
                raise peer.Unsupported(f"{node['path']}: padding of an average differs between sides")
            return nn.AvgPool2d(node["kernel"], node["stride"], (top, left), count_include_pad=False)
        if op == "dense":
            return dense(node)
        if op in ("globalAvgPool", "add", "flatten"):
            return nn.Identity()
        raise peer.unknown(node)

    def copied(values):
        return nn.Parameter(torch.from_numpy(np.array(values)))

    def convolution(node, pads):
        kernel = workload.weight(node, "kernel")
        channels, groups, filters = node["inputShape"][2], node["groups"], node["filters"]
        bias = workload.weight(node, "bias")
        made = nn.Conv2d(channels, filters, node["kernel"], node["stride"], pads, groups=groups, bias=bias is not None)
        # Of a depthwise kernel, channels x multiplier is filters in this order.
        made.weight = copied(kernel.reshape(*node["kernel"], channels // groups, filters).transpose(3, 2, 0, 1))
        if bias is not None:
            made.bias = copied(bias)
        return made

    def norm(node):
        peer.require_usual_statistics(node)
        made = nn.BatchNorm2d(node["outputShape"][-1], node["epsilon"], 1 - node["momentum"])
        for attribute, role in (("weight", "gamma"), ("bias", "beta")):
            values = workload.weight(node, role)
            if values is None:
                getattr(made, attribute).requires_grad_(False)
            else:
                setattr(made, attribute, copied(values))
        made.running_mean.copy_(torch.from_numpy(np.array(workload.weight(node, "moving_mean"))))
        made.running_var.copy_(torch.from_numpy(np.array(workload.weight(node, "moving_variance"))))
        return made

    def dense(node):
        kernel, bias = workload.weight(node, "kernel"), workload.weight(node, "bias")
        made = nn.Linear(kernel.shape[0], kernel.shape[1], bias=bias is not None)
        made.weight = copied(kernel.T)
        if bias is not None:
            made.bias = copied(bias)
        return made

    class Network(nn.Module):
        def __init__(self):
            super().__init__()
            self.operations = nn.ModuleList(module(node) for node in workload.nodes)
            self.plan = [(node["id"], node["op"], node["inputs"]) for node in workload.nodes]
            read = {}
            for id, _, inputs in self.plan:
                read.update({value: id for value in inputs})
            self.last_read = read

        def forward(self, images):
            values = {0: images}
            for (id, op, inputs), operation in zip(self.plan, self.operations):
                x = values[inputs[0]]
                if op == "add":
                    values[id] = x + values[inputs[1]]
                elif op == "globalAvgPool":
                    values[id] = x.mean((2, 3))
                elif op == "flatten":
                    values[id] = x.permute(0, 2, 3, 1).flatten(1)
                else:
                    values[id] = operation(x)
                for value in inputs:
                    if self.last_read[value] == id:
                        values.pop(value, None)
            return values[self.plan[-1][0]]

    class Session:
        engine = "PyTorch"
        version = torch.__version__

        def __init__(self):
            self.device = "cpu" if device.type == "cpu" else f"gpu:{device.index}"
            self.network = Network().to(device, memory_format=torch.channels_last)
            self.network.train(workload.mode == "training")
            # In place of the whole module, so that what is compiled is what a user's training loop calls.
            self.run = self.network
            if "compiled" in arguments:
                from torch._inductor import config

                # Folds what is constant in inference, batch normalization too.
                config.freezing = workload.mode == "inference"
                self.run = torch.compile(self.network)
            if workload.mode == "training":
                trained = [each for each in self.network.parameters() if each.requires_grad]
                self.optimizer = torch.optim.Adam(trained, workload.learning_rate, (0.9, 0.999), 1e-8, fused=True)
            elif "compiled" in arguments:
                self.predict()

        def images(self):
            # A view: batch x height x width x channels in memory is channels-last.
            return torch.from_numpy(workload.images).to(device).permute(0, 3, 1, 2)

        def predict(self):
            with torch.no_grad():
                return self.run(self.images()).cpu().numpy()

        def step(self):
            self.optimizer.zero_grad(set_to_none=True)
            labels = torch.from_numpy(workload.labels).to(device)
            loss = functional.cross_entropy(self.run(self.images()), labels)
            loss.backward()
            self.optimizer.step()
            return loss.item()

    return Session()


def find_device(torch, wanted):
    gpus = torch.cuda.device_count()
    if wanted == "cpu" or (wanted == "auto" and gpus == 0):
        return torch.device("cpu")
    index = int(wanted.partition(":")[2] or 0)
    if index >= gpus:
        raise peer.Unsupported(f"{wanted} was asked for, and PyTorch sees {gpus} GPUs")
    return torch.device("cuda", index)


if __name__ == "__main__":
    peer.serve(open_session)
