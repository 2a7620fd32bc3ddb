"""The peer of run.ts: a line with its name, then for each line "mlp" or "wide-and-deep" the ms of a step.

    python peer.py THREADS          with one thread CPU time, else wall time
"""

import sys
import time

import torch
from torch import nn

BATCH, BATCHES, EPOCHS = 1024, 16, 4
CATEGORIES, COLUMNS, WIDTH, NUMBERS = 100_000, 5, 16, 13
THREADS = int(sys.argv[1])
clock = time.process_time if THREADS == 1 else time.perf_counter
torch.set_num_threads(THREADS)
torch.manual_seed(1)


class WideAndDeep(nn.Module):
    def __init__(self):
        super().__init__()
        self.wide = nn.ModuleList(nn.Embedding(CATEGORIES, 1, sparse=True) for _ in range(COLUMNS))
        self.vectors = nn.ModuleList(nn.Embedding(CATEGORIES, WIDTH, sparse=True) for _ in range(COLUMNS))
        width = NUMBERS + COLUMNS * WIDTH
        self.deep = nn.Sequential(
            nn.Linear(width, 64), nn.ReLU(), nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 1)
        )

    def forward(self, numbers, codes):
        table = torch.cat([numbers, *(of(codes[:, c]) for c, of in enumerate(self.vectors))], 1)
        return self.deep(table) + sum(of(codes[:, c]) for c, of in enumerate(self.wide))


class Mlp(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Linear(128, 256), nn.ReLU(), nn.Linear(256, 64), nn.ReLU(), nn.Linear(64, 1)
        )

    def forward(self, numbers, _codes):
        return self.layers(numbers)


def stepper(model, width):
    rows = BATCH * BATCHES
    numbers = torch.rand(rows, width) * 2 - 1
    codes = torch.randint(CATEGORIES, (rows, COLUMNS))
    y = torch.randint(2, (rows, 1)).float()
    tables = [p for name, p in model.named_parameters() if name.startswith(("wide", "vectors"))]
    others = [p for name, p in model.named_parameters() if not name.startswith(("wide", "vectors"))]
    optimisers = [torch.optim.Adam(others, 1e-3)]
    if tables:
        optimisers.append(torch.optim.SparseAdam(tables, 1e-3))
    loss = nn.BCEWithLogitsLoss()

    def step(rows):
        for optimiser in optimisers:
            optimiser.zero_grad()
        loss(model(numbers[rows], codes[rows]), y[rows]).backward()
        for optimiser in optimisers:
            optimiser.step()

    def round_():
        start = clock()
        for _ in range(EPOCHS):
            for rows in torch.randperm(len(y)).split(BATCH):
                step(rows)
        return (clock() - start) / (EPOCHS * BATCHES) * 1000

    return round_


made = {}
print(f"PyTorch {torch.__version__.split('+')[0]}", flush=True)
for line in sys.stdin:
    name = line.strip()
    if name not in made:
        made[name] = stepper(Mlp(), 128) if name == "mlp" else stepper(WideAndDeep(), NUMBERS)
    print(made[name](), flush=True)
