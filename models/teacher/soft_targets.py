"""Writes what teachers together say of FER2013's Training pictures, for `mimique train --soft-targets`.

python models/teacher/soft_targets.py --data fer2013.csv.gz --votes fer2013new.csv --out soft.safetensors TEACHER.pt…

Each teacher reads each picture and its mirror image; the file holds the means, in 255ths, of both heads, and a hash of
each picture, which the reader finds its row by. A teacher that left out a fold (`train.py --folds`) answers for that fold
alone, so that no picture is answered for by a teacher that trained on it: give one of each fold, or teachers without.
"""

import argparse
import os
from pathlib import Path

import numpy as np
import torch
from data import Pictures, hashes, read
from network import Teacher
from safetensors.numpy import save
from train import probabilities


def answers(path: Path, training: Pictures, f32: bool) -> np.ndarray:
    """(2, n, 7): the label's head and the votes'; 0 throughout for pictures that this teacher does not answer for."""
    kept = torch.load(path, weights_only=True)
    network = Teacher(kept["family"], kept["width"])
    network.load_state_dict(kept["network"])
    network.to(memory_format=torch.channels_last)
    own = training.folds(kept["folds"]) == kept["fold"] if kept["folds"] else np.full(len(training), True)
    said = np.zeros((2, len(training), 7), np.float32)
    said[:, own] = probabilities(network, training.pixels[own], f32).mean(0)
    return said


def in_255ths(sums: np.ndarray) -> np.ndarray:
    """Means of probabilities, whatever number of teachers spoke, as bytes."""
    spoke = sums.sum(-1, keepdims=True)
    if (spoke == 0).any():
        raise SystemExit(f"{int((spoke[0] == 0).sum())} pictures have no answer: give a teacher of each fold")
    return np.rint(255 * sums / spoke).astype(np.uint8)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("teachers", type=Path, nargs="+", help="files of train.py")
    parser.add_argument("--data", type=Path, required=True, help="fer2013.csv or fer2013.csv.gz")
    parser.add_argument("--votes", type=Path, required=True, help="FER+'s fer2013new.csv")
    parser.add_argument("--out", type=Path, required=True, help="ends in .safetensors")
    parser.add_argument("--f32", action="store_true", help="no bfloat16: for processors that lack it")
    given = parser.parse_args()
    torch.set_num_threads(1)
    training = read(given.data, given.votes)["Training"]
    label, votes = in_255ths(np.sum([answers(path, training, given.f32) for path in given.teachers], axis=0))
    partial = given.out.with_name(given.out.name + ".partial")
    partial.write_bytes(save({"pictures": hashes(training.pixels), "probabilities": label, "votes": votes}))
    os.replace(partial, given.out)


if __name__ == "__main__":
    main()
