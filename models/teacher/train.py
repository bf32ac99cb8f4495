"""Trains one teacher on FER2013's Training pictures: its label and FER+'s ten votes, two heads on one trunk.

python models/teacher/train.py --data fer2013.csv.gz --votes fer2013new.csv --out teacher-1.pt --seed 1

Beside --out stand its figures of each epoch (.csv) and the state to go on from (.state, `--resume`). SIGTERM and
SIGINT end after the batch in hand, with the state written.
"""

import argparse
import csv
import os
import signal
import time
from pathlib import Path

import numpy as np
import torch
from data import Pictures, read
from network import FAMILIES, Teacher
from torch import Tensor
from torch.nn import functional as F
from views import erase, mix, normalise, seeded, view

COLUMNS = ("epoch", "learning_rate", "loss", "label", "label_mirrored", "votes", "votes_mirrored", "minutes")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="fer2013.csv or fer2013.csv.gz")
    parser.add_argument("--votes", type=Path, required=True, help="FER+'s fer2013new.csv")
    parser.add_argument("--out", type=Path, required=True, help="where the averaged weights go, ending in .pt")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=40)
    parser.add_argument(
        "--minutes", type=float, help="a budget: the schedule ends with it if that is sooner than --epochs"
    )
    parser.add_argument("--family", choices=FAMILIES, default="residual")
    parser.add_argument("--width", type=float, default=1.0, help="multiplies the channels")
    parser.add_argument("--folds", type=int, default=0, help="parts of the Training pictures, for out-of-fold answers")
    parser.add_argument("--fold", type=int, default=0, help="the part that is left out, from 0")
    parser.add_argument("--batch", type=int, default=128)
    parser.add_argument("--learning-rate", type=float, default=0.1)
    parser.add_argument("--weight-decay", type=float, default=5e-4)
    parser.add_argument("--cutmix", type=float, default=0.3, help="the share of batches that are mixed")
    parser.add_argument("--dropout", type=float, default=0.4)
    parser.add_argument("--depth-drop", type=float, default=0.1, help="stochastic depth, at the deepest stage")
    parser.add_argument("--average", type=float, default=0.998, help="how much of the averaged weights a step keeps")
    parser.add_argument("--evaluate-every", type=int, default=1, help="epochs between two looks at PublicTest")
    parser.add_argument("--f32", action="store_true", help="no bfloat16: for processors that lack it")
    parser.add_argument("--resume", action="store_true")
    given = parser.parse_args()
    if given.folds and not 0 <= given.fold < given.folds:
        parser.error(f"--fold: expected 0 to {given.folds - 1}, got {given.fold}")
    return given


class Run:
    """All that a run is at one step, so that it can be written and gone on from."""

    def __init__(self, given: argparse.Namespace, training: Pictures) -> None:
        torch.manual_seed(given.seed)
        self.given, self.training = given, training
        self.per_epoch = len(training) // given.batch
        self.network, self.averaged = (
            Teacher(given.family, given.width, given.depth_drop, given.dropout).to(memory_format=torch.channels_last)
            for _ in range(2)
        )
        self.averaged.load_state_dict(self.network.state_dict())
        decayed = [p for p in self.network.parameters() if p.ndim > 1]
        rest = [p for p in self.network.parameters() if p.ndim <= 1]
        groups = [{"params": decayed, "weight_decay": given.weight_decay}, {"params": rest, "weight_decay": 0.0}]
        self.optimiser = torch.optim.SGD(groups, lr=given.learning_rate, momentum=0.9, nesterov=True)
        self.step, self.seconds, self.losses = 0, 0.0, 0.0
        self.soft = torch.from_numpy(training.shares())
        hard = F.one_hot(torch.from_numpy(training.labels), 7).float()
        self.hard = hard * 0.95 + 0.05 / 7

    def progress(self) -> float:
        """How much of the schedule is behind, by steps or by the budget of minutes, whichever is more."""
        by_time = self.seconds / (60 * self.given.minutes) if self.given.minutes else 0.0
        return min(1.0, max(self.step / (self.given.epochs * self.per_epoch), by_time))

    def learning_rate(self) -> float:
        warm = min(1.0, (self.step + 1) / self.per_epoch)
        return self.given.learning_rate * warm * 0.5 * (1 + np.cos(np.pi * self.progress()))

    def batch(self) -> None:
        """One step: everything random in it depends on the seed and the step alone."""
        started = time.monotonic()
        epoch, at = divmod(self.step, self.per_epoch)
        order = torch.randperm(len(self.training), generator=seeded(self.given.seed, 0, epoch))
        chosen = order[at * self.given.batch : (at + 1) * self.given.batch]
        random = seeded(self.given.seed, 1, self.step)
        torch.manual_seed(int(torch.randint(2**62, (), generator=random)))
        grey = torch.from_numpy(self.training.pixels[chosen.numpy()]).float().unsqueeze(1)
        inputs, other, own = mix(erase(normalise(view(grey, random)), random), random, self.given.cutmix)
        label, votes = answers(self.network.train(), inputs, self.given.f32)
        loss = torch.zeros(())
        for logits, targets in ((label, self.hard[chosen]), (votes, self.soft[chosen])):
            mixed = targets * own[:, None] + targets[other] * (1 - own[:, None])
            loss = loss - (mixed * F.log_softmax(logits, 1)).sum(1).mean()
        rate = self.learning_rate()
        for group in self.optimiser.param_groups:
            group["lr"] = rate
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 5.0)
        self.optimiser.step()
        self.step += 1
        self.average()
        self.losses += loss.item()
        self.seconds += time.monotonic() - started

    @torch.no_grad()
    def average(self) -> None:
        kept = min(self.given.average, self.step / (self.step + 10))
        old, new = self.averaged.state_dict(), self.network.state_dict()
        for name, value in old.items():
            if value.is_floating_point():
                value.lerp_(new[name], 1 - kept)
            else:
                value.copy_(new[name])

    def write(self, path: Path) -> None:
        state = {"network": self.network.state_dict(), "averaged": self.averaged.state_dict()}
        state |= {"optimiser": self.optimiser.state_dict(), "given": settings(self.given)}
        state |= {"step": self.step, "seconds": self.seconds, "losses": self.losses}
        write(path, state)

    def read(self, path: Path) -> None:
        state = torch.load(path, weights_only=True)
        differ = {k for k, v in settings(self.given).items() if state["given"].get(k) != v}
        if differ:
            raise SystemExit(f"{path}: expected the settings that the run began with; these differ: {sorted(differ)}")
        self.network.load_state_dict(state["network"])
        self.averaged.load_state_dict(state["averaged"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.step, self.seconds, self.losses = state["step"], state["seconds"], state["losses"]


def settings(given: argparse.Namespace) -> dict[str, object]:
    """What must not change in a run. How far it goes and where it stands may."""
    free = {"data", "votes", "out", "resume", "evaluate_every", "minutes", "f32"}
    return {key: value for key, value in vars(given).items() if key not in free}


def write(path: Path, content: object) -> None:
    """Whole or not at all: a run that is ended while it writes leaves the old file."""
    partial = path.with_name(path.name + ".partial")
    torch.save(content, partial)
    os.replace(partial, path)


def answers(network: Teacher, inputs: Tensor, f32: bool = False) -> tuple[Tensor, Tensor]:
    with torch.autocast("cpu", torch.bfloat16, enabled=not f32):
        label, votes = network(inputs.contiguous(memory_format=torch.channels_last))
    return label.float(), votes.float()


@torch.no_grad()
def probabilities(network: Teacher, pixels: np.ndarray, f32: bool = False) -> np.ndarray:
    """(2, 2, n, 7): each picture and its mirror image, by the label's head and the votes'."""
    network.eval()
    sides = []
    for mirrored in (False, True):
        heads = []
        for start in range(0, len(pixels), 256):
            grey = torch.from_numpy(pixels[start : start + 256]).float().unsqueeze(1)
            inputs = normalise(grey.flip(3) if mirrored else grey)
            heads.append(torch.stack([logits.softmax(1) for logits in answers(network, inputs, f32)]))
        sides.append(torch.cat(heads, 1))
    return torch.stack(sides).numpy()


def figures(network: Teacher, public: Pictures, f32: bool = False) -> dict[str, float]:
    """Per cent of PublicTest's labels, and of its majorities where one expression alone has the most votes."""
    said = probabilities(network, public.pixels, f32)
    majority = public.majority()
    clear = majority >= 0

    def right(head: int, of: np.ndarray) -> float:
        answer = of[head].argmax(1)
        hits = answer == public.labels if head == 0 else (answer == majority)[clear]
        return round(100 * float(hits.mean()), 2)

    both = said.mean(0)
    named = {"label": right(0, said[0]), "label_mirrored": right(0, both)}
    return named | {"votes": right(1, said[0]), "votes_mirrored": right(1, both)}


def main() -> None:
    given = arguments()
    torch.set_num_threads(1)
    splits = read(given.data, given.votes)
    training, public = splits["Training"], splits["PublicTest"]
    if given.folds:
        training = training.take(training.folds(given.folds) != given.fold)
    run = Run(given, training)
    state, table = given.out.with_suffix(".state"), given.out.with_suffix(".csv")
    if given.resume:
        run.read(state)
    else:
        with table.open("w", newline="") as file:
            csv.DictWriter(file, COLUMNS).writeheader()
    ended = []
    for kind in (signal.SIGTERM, signal.SIGINT):
        signal.signal(kind, lambda number, _: ended.append(number))
    parameters = sum(p.numel() for p in run.network.parameters())
    print(f"{parameters} parameters, {len(training)} pictures, {run.per_epoch} steps an epoch", flush=True)
    while run.progress() < 1:
        run.batch()
        done, rest = divmod(run.step, run.per_epoch)
        if run.step % 20 == 0:
            print(f"step {run.step}, {run.step * given.batch / run.seconds:.0f} pictures/s", flush=True)
        if ended:
            run.write(state)
            raise SystemExit(f"ended at step {run.step} of epoch {done + 1}: --resume goes on from there")
        if rest and run.progress() < 1:
            continue
        row = {"epoch": round(run.step / run.per_epoch, 2), "learning_rate": f"{run.learning_rate():.5f}"}
        row |= {"loss": round(run.losses / (rest or run.per_epoch), 4), "minutes": round(run.seconds / 60, 1)}
        if run.progress() == 1 or done % given.evaluate_every == 0:
            row |= figures(run.averaged, public, given.f32)
        with table.open("a", newline="") as file:
            csv.DictWriter(file, COLUMNS).writerow(row)
        print(row, flush=True)
        run.losses = 0.0
        run.write(state)
    made = {"family": given.family, "width": given.width, "folds": given.folds, "fold": given.fold}
    write(given.out, made | {"network": run.averaged.state_dict()})


if __name__ == "__main__":
    main()
