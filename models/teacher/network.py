"""The teachers' networks: one trunk, a head for FER2013's label and a head for ten people's votes."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

STAGES = (64, 128, 256, 512)
FAMILIES = ("residual", "plain")


def normed(inputs: int, outputs: int, kernel: int) -> nn.Sequential:
    return nn.Sequential(nn.Conv2d(inputs, outputs, kernel, padding=kernel // 2, bias=False), nn.BatchNorm2d(outputs))


class Residual(nn.Module):
    """Two 3×3 convolutions beside a shortcut. In training the pair is left out of a share of the pictures
    (stochastic depth: Huang et al. 2016, https://arxiv.org/abs/1603.09382)."""

    def __init__(self, inputs: int, outputs: int, drop: float) -> None:
        super().__init__()
        self.first, self.second = normed(inputs, outputs, 3), normed(outputs, outputs, 3)
        self.shortcut = normed(inputs, outputs, 1) if inputs != outputs else nn.Identity()
        self.drop = drop

    def forward(self, x: Tensor) -> Tensor:
        pair = self.second(F.relu(self.first(x)))
        if self.training and self.drop > 0:
            kept = torch.rand(len(x), 1, 1, 1) >= self.drop
            pair = pair * (kept / (1 - self.drop)).to(pair.dtype)
        return F.relu(pair + self.shortcut(x))


class Plain(nn.Module):
    """Two 3×3 convolutions, as VGG has them; no shortcut."""

    def __init__(self, inputs: int, outputs: int, drop: float) -> None:
        super().__init__()
        self.first, self.second = normed(inputs, outputs, 3), normed(outputs, outputs, 3)
        self.drop = nn.Dropout2d(drop)

    def forward(self, x: Tensor) -> Tensor:
        return self.drop(F.relu(self.second(F.relu(self.first(x)))))


class Teacher(nn.Module):
    """(n, 1, 48, 48) normalised pictures to two (n, 7) logits: FER2013's label, ten people's votes."""

    def __init__(self, family: str, width: float = 1.0, depth_drop: float = 0.1, dropout: float = 0.4) -> None:
        super().__init__()
        block = {"residual": Residual, "plain": Plain}[family]
        stages = [int(channels * width) for channels in STAGES]
        stem = int(32 * width)
        layers: list[nn.Module] = [normed(1, stem, 5), nn.ReLU(), nn.MaxPool2d(2)]
        inputs = stem
        for i, outputs in enumerate(stages):
            layers.append(block(inputs, outputs, depth_drop * (i + 1) / len(stages)))
            if i + 1 < len(stages):
                layers.append(nn.MaxPool2d(2))
            inputs = outputs
        self.trunk = nn.Sequential(*layers)
        self.dropout = nn.Dropout(dropout)
        self.label, self.votes = nn.Linear(inputs, 7), nn.Linear(inputs, 7)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        features = self.dropout(self.trunk(x).mean((2, 3)))
        return self.label(features), self.votes(features)
