"""What a picture may look like: the views a teacher learns from."""

import math

import torch
from torch import Tensor
from torch.nn import functional as F


def normalise(grey: Tensor) -> Tensor:
    """Per picture (x - mean) / (standard deviation + 4), as the checkpoints of this repository name it."""
    flat = grey.flatten(1)
    mean, deviation = flat.mean(1), flat.std(1, correction=0)
    return (grey - mean.view(-1, 1, 1, 1)) / (deviation.view(-1, 1, 1, 1) + 4)


def seeded(*numbers: int) -> torch.Generator:
    """A generator that depends on these numbers alone, so that a resumed run sees what an unbroken one would."""
    seed = 0
    for number in numbers:
        seed = (seed * 1_000_003 + number + 1) % 2**62
    return torch.Generator().manual_seed(seed)


def view(grey: Tensor, random: torch.Generator) -> Tensor:
    """(n, 1, 48, 48) grey values mirrored, turned (±15°), shifted (±4 pixels), scaled (±15 %), lit otherwise."""
    n = len(grey)

    def between(low: float, high: float) -> Tensor:
        return torch.rand(n, generator=random) * (high - low) + low

    angle, scale = between(-15, 15) * (math.pi / 180), between(0.85, 1.15)
    mirror = torch.where(torch.rand(n, generator=random) < 0.5, -1.0, 1.0)
    cos, sin = torch.cos(angle) / scale, torch.sin(angle) / scale
    x, y = between(-4, 4) / 24, between(-4, 4) / 24
    moved = torch.stack([torch.stack([cos * mirror, -sin, x], 1), torch.stack([sin * mirror, cos, y], 1)], 1)
    grid = F.affine_grid(moved, list(grey.shape), align_corners=False)
    turned = F.grid_sample(grey, grid, mode="bilinear", padding_mode="border", align_corners=False)
    gamma = torch.exp(between(-0.4, 0.4)).view(-1, 1, 1, 1)
    lit = 255 * (turned.clamp(0, 255) / 255 + 1e-4) ** gamma
    return lit + torch.randn(lit.shape, generator=random) * between(0, 6).view(-1, 1, 1, 1)


def erase(inputs: Tensor, random: torch.Generator, share: float = 0.4) -> Tensor:
    """Lays a flat rectangle over a share of the normalised pictures (Zhong et al. 2017, arXiv 1708.04896)."""
    n, side = len(inputs), inputs.shape[-1]
    height, width = torch.randint(6, 19, (2, n), generator=random)
    top = (torch.rand(n, generator=random) * (side - height)).long()
    left = (torch.rand(n, generator=random) * (side - width)).long()
    steps = torch.arange(side)
    rows = (steps >= top[:, None]) & (steps < (top + height)[:, None])
    columns = (steps >= left[:, None]) & (steps < (left + width)[:, None])
    chosen = torch.rand(n, generator=random) < share
    hidden = (rows[:, :, None] & columns[:, None, :] & chosen[:, None, None]).unsqueeze(1)
    return inputs.masked_fill(hidden, 0)


def mix(inputs: Tensor, random: torch.Generator, share: float) -> tuple[Tensor, Tensor, Tensor]:
    """In a share of batches lays a rectangle of another picture over each (CutMix: Yun et al. 2019, arXiv 1905.04899).

    Returns the pictures, whose the other is, and how much of each picture is still its own.
    """
    n, side = len(inputs), inputs.shape[-1]
    other = torch.randperm(n, generator=random)
    draw, area, x, y = torch.rand(4, generator=random).tolist()
    if draw >= share:
        return inputs, other, torch.ones(n)
    cut = int(side * math.sqrt(area * 0.5))
    top, left = int(y * (side - cut)), int(x * (side - cut))
    mixed = inputs.clone()
    mixed[:, :, top : top + cut, left : left + cut] = inputs[other, :, top : top + cut, left : left + cut]
    return mixed, other, torch.full((n,), 1 - cut * cut / side**2)
