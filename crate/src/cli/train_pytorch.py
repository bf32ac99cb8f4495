"""PyTorch's side of `mimique bench`: the same network, loss and optimiser on the same kind of data.

Usage: python train_pytorch.py ARCHITECTURE_JSON THREADS BATCH
Reads one number of seconds a line, trains for that long and answers with pictures a second.
"""

import json
import sys
import time

import torch
from torch import nn

architecture, threads, batch = json.loads(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
torch.set_num_threads(threads)
torch.manual_seed(1)

layers, inputs, side = [], 1, 48
for block in architecture["blocks"]:
    layers += [nn.Conv2d(inputs, block["channels"], block["kernel"], padding=block["padding"]), nn.ReLU()]
    side = side + 2 * block["padding"] - block["kernel"] + 1
    if block["pool"] > 1:
        layers.append(nn.MaxPool2d(block["pool"]))
        side //= block["pool"]
    inputs = block["channels"]
layers.append(nn.Flatten())
inputs *= side * side
for width in architecture["dense"]:
    layers += [nn.Linear(inputs, width), nn.ReLU()]
    inputs = width
layers.append(nn.Linear(inputs, 7))

net = nn.Sequential(*layers)
optimiser = torch.optim.SGD(net.parameters(), lr=1e-3, momentum=0.9, nesterov=True, weight_decay=5e-4)
loss = nn.CrossEntropyLoss()
faces = torch.randn(4 * batch, 1, 48, 48)
targets = torch.randint(0, 7, (4 * batch,))


def step(i):
    place = i % 4 * batch
    optimiser.zero_grad(set_to_none=True)
    loss(net(faces[place : place + batch]), targets[place : place + batch]).backward()
    optimiser.step()


for i in range(5):
    step(i)
print("ready", torch.__version__, flush=True)
for line in sys.stdin:
    steps, start = 0, time.perf_counter()
    while time.perf_counter() - start < float(line):
        step(steps)
        steps += 1
    print(steps * batch / (time.perf_counter() - start), flush=True)
