"""Writes a checkpoint of mimique as an ONNX model, for the peers that read no other format. Weights of 8 bits stay so in the
model, which is as small to download then; what reads it makes them f32 when it starts.

Usage: python export_onnx.py CHECKPOINT MODEL
"""

import json
import sys

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from safetensors import safe_open

OPSET, IR_VERSION = 17, 8  # old enough for any runtime of these years


def model(checkpoint):
    architecture = json.loads(checkpoint.metadata()["architecture"])
    nodes, weights, x = [], [], "face"

    def add(op, inputs=(), **attributes):
        nonlocal x
        y = f"{op.lower()}{len(nodes) + 1}"
        nodes.append(helper.make_node(op, [x, *inputs], [y], **attributes))
        x = y

    def stored(name):
        tensor = checkpoint.get_tensor(name)
        if tensor.dtype == np.int8:
            scale = f"{name}.scale"  # one per output
            weights.append(numpy_helper.from_array(tensor, f"{name}.i8"))
            weights.append(numpy_helper.from_array(checkpoint.get_tensor(scale), scale))
            nodes.append(helper.make_node("DequantizeLinear", [f"{name}.i8", scale], [name], axis=0))
        else:
            weights.append(numpy_helper.from_array(tensor.astype(np.float32), name))  # it may be f16
        return name

    def layer(op, name, **attributes):
        add(op, [stored(f"{name}.{part}") for part in ("weight", "bias")], **attributes)

    for i, block in enumerate(architecture["blocks"], 1):
        layer("Conv", f"conv{i}", kernel_shape=[block["kernel"]] * 2, pads=[block["padding"]] * 4)
        add("Relu")
        if block["pool"] > 1:
            add("MaxPool", kernel_shape=[block["pool"]] * 2, strides=[block["pool"]] * 2)
    add("Flatten")
    hidden = len(architecture["dense"])
    for i in range(1, hidden + 2):
        layer("Gemm", f"dense{i}", transB=1)
        if i <= hidden:
            add("Relu")
    nodes[-1].output[0] = "logits"

    labels = len(json.loads(checkpoint.metadata()["labels"]))
    graph = helper.make_graph(
        nodes,
        architecture["name"],
        [helper.make_tensor_value_info("face", TensorProto.FLOAT, [1, 1, 48, 48])],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, [1, labels])],
        weights,
    )
    opset = helper.make_opsetid("", OPSET)
    return helper.make_model(graph, opset_imports=[opset], ir_version=IR_VERSION, producer_name="mimique")


if __name__ == "__main__":
    source, target = sys.argv[1:]
    with safe_open(source, framework="numpy") as checkpoint:
        exported = model(checkpoint)
    onnx.checker.check_model(exported, full_check=True)
    onnx.save(exported, target)
