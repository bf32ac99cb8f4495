"""Makes tests/golden/lenet5.json: what PyTorch computes with the weights of models/lenet5-article.safetensors.

Run after that checkpoint changes, from the repository's root, in an environment with tests/golden/requirements.txt:

    python3 tests/golden/make.py

It builds LeNet from the architecture in the checkpoint's metadata with torch's own operations, on faces that a formula
makes, so that the file holds no picture. Made with torch 2.x on CPU; tests/rust/golden.rs compares to 1e-4.
"""

import json
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from safetensors import safe_open

MODEL = Path("models/lenet5-article.safetensors")
GOLDEN = Path("tests/golden/lenet5.json")


def face(index):
    """Face number `index`: 48x48 grey values from integer arithmetic, the same in every language."""
    y, x = np.mgrid[0:48, 0:48].astype(np.int64)
    return ((x * (3 + index) + y * y * (1 + index) + x * y) % 256).astype(np.float32)


def normalise(pixels):
    return (pixels - pixels.mean()) / (pixels.std() + 4.0)


def forward(x, weights, architecture):
    """Every layer's activation, named as in LeNet::forward_all."""
    activations = {}
    for i, block in enumerate(architecture["blocks"], 1):
        x = F.conv2d(x, weights[f"conv{i}.weight"], weights[f"conv{i}.bias"], padding=block["padding"])
        activations[f"conv{i}"] = x
        x = F.relu(x)
        if block["pool"] > 1:
            x = F.max_pool2d(x, block["pool"])
            activations[f"pool{i}"] = x
    x = x.flatten(1)
    hidden = len(architecture["dense"])
    for i in range(1, hidden + 2):
        x = F.linear(x, weights[f"dense{i}.weight"], weights[f"dense{i}.bias"])
        if i <= hidden:
            x = F.relu(x)
            activations[f"dense{i}"] = x
    activations["logits"] = x
    return activations


def main():
    with safe_open(MODEL, "pt") as file:
        architecture = json.loads(file.metadata()["architecture"])
        weights = {name: file.get_tensor(name).float() for name in file.keys()}
    faces = []
    for index in range(3):
        x = torch.from_numpy(normalise(face(index)))[None, None]
        with torch.no_grad():
            activations = forward(x, weights, architecture)
        faces.append(
            {
                "index": index,
                "layers": {
                    # Sum and sum of squares pin a layer down without a megabyte of numbers; logits stand whole.
                    name: {
                        "shape": list(v.shape[1:]),
                        "sum": v.double().sum().item(),
                        "squares": v.double().pow(2).sum().item(),
                    }
                    for name, v in activations.items()
                },
                "logits": activations["logits"][0].tolist(),
            }
        )
    GOLDEN.write_text(json.dumps({"model": str(MODEL), "torch": torch.__version__, "faces": faces}, indent=1) + "\n")


if __name__ == "__main__":
    main()
