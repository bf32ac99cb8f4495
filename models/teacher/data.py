"""FER2013 and FER+'s votes, read and normalised as the Rust side does."""

import csv
import gzip
import io
from dataclasses import dataclass
from pathlib import Path

import numpy as np

SIDE = 48
LABELS = ("anger", "disgust", "fear", "happiness", "sadness", "surprise", "neutral")


@dataclass
class Pictures:
    """Some of FER2013's pictures: what is shown, what FER2013 says, what ten people said."""

    pixels: np.ndarray  # (n, 48, 48) u8
    labels: np.ndarray  # (n,) i64, in FER2013's order
    counts: np.ndarray  # (n, 7) f32: votes for each of the seven; 0 throughout where nobody saw one of them

    def __len__(self) -> int:
        return len(self.pixels)

    def take(self, which: np.ndarray) -> "Pictures":
        return Pictures(self.pixels[which], self.labels[which], self.counts[which])

    def shares(self) -> np.ndarray:
        """The votes as shares; 0 throughout where there is none."""
        return self.counts / np.maximum(self.counts.sum(1, keepdims=True), 1)

    def majority(self) -> np.ndarray:
        """The expression that alone has the most votes, or -1."""
        top = np.sort(self.counts, axis=1)
        return np.where(top[:, -1] > top[:, -2], self.counts.argmax(1), -1)

    def folds(self, count: int) -> np.ndarray:
        """Which of `count` parts each picture is in. Equal pictures share one: FER2013 holds some twice."""
        return hashes(self.pixels) % count


def hashes(pixels: np.ndarray) -> np.ndarray:
    """What each picture is recognised by, wherever its row stands: the FNV-1a hash, 64 bits, of its grey values.

    `mimique train --soft-targets` computes the same (crate/src/cli/record.rs):

    >>> hex(hashes(np.full((1, 48, 48), 10, np.uint8))[0])
    '0x35c9ded0d0a91b25'
    """
    found = np.full(len(pixels), 0xCBF29CE484222325, np.uint64)
    for values in pixels.reshape(len(pixels), -1).T:
        found = (found ^ values) * np.uint64(0x100000001B3)
    return found


def read(data: Path, votes: Path) -> dict[str, Pictures]:
    """`fer2013.csv` (gzipped or not) with FER+'s `fer2013new.csv`, by split."""
    opener = gzip.open if data.suffix == ".gz" else open
    with opener(data, "rt") as text:
        rows = csv.reader(text)
        header = next(rows)
        if header[:3] != ["emotion", "pixels", "Usage"]:
            raise ValueError(f"{data}: expected the columns emotion,pixels,Usage, got {','.join(header)}")
        labels, pixels, splits = [], [], []
        for label, grey, split in rows:
            labels.append(int(label))
            pixels.append(np.array(grey.split(), dtype=np.uint8))
            splits.append(split)
    with votes.open(newline="") as text:
        said = list(csv.DictReader(io.StringIO(text.read())))
    if [row["Usage"] for row in said] != splits:
        raise ValueError(f"{votes}: expected FER2013's {len(splits)} rows in their order, got {len(said)} rows")
    counts = np.array([[int(row[label]) for label in LABELS] for row in said], dtype=np.float32)
    stacked = np.stack(pixels).reshape(-1, SIDE, SIDE)
    everything = Pictures(stacked, np.array(labels), counts)
    return {split: everything.take(np.array(splits) == split) for split in sorted(set(splits))}
