"""Row by row learning, written anew from the papers with one dictionary entry a weight: writes online.json beside this file.

The plain gradient steps are checked here against scikit-learn's SGDClassifier.
"""

import collections
import json
import math
import pathlib

import numpy
import sklearn
from sklearn.linear_model import SGDClassifier

HERE = pathlib.Path(__file__).parent
ROWS = 60
rng = numpy.random.default_rng(3)
shop = rng.integers(0, 6, ROWS).astype(float)
amount = numpy.round(rng.normal(10, 3, ROWS), 2)
shop[rng.random(ROWS) < 0.15] = math.nan
amount[rng.random(ROWS) < 0.15] = math.nan
score = numpy.nan_to_num(shop, nan=4) - 2.5 + (numpy.nan_to_num(amount, nan=12) - 10) / 2
noise = rng.logistic(size=ROWS)
targets = {
    "binary": (score + noise > 0).astype(int),
    "multiclass": numpy.digitize(score + noise, [-1, 1]),
    "regression": numpy.round(50 + 10 * score + 5 * noise, 2),
}
centre, deviation = numpy.nanmean(amount), numpy.nanstd(amount)


def parts(r):
    """What a row touches: weight -> what it is multiplied by."""
    number = {"amount missing": 1.0} if math.isnan(amount[r]) else {"amount": (amount[r] - centre) / deviation}
    return {f"shop {shop[r]}": 1.0, **number, "intercept": 1.0}


def ftrl(memory, name, g, s):
    """McMahan et al. 2013, algorithm 1; the intercept is not charged."""
    z, n, w = memory[name]
    l1, l2 = (0, 0) if name == "intercept" else (s["l1"], s["l2"])
    sigma = (math.sqrt(n + g * g) - math.sqrt(n)) / s["rate"]
    z, n = z + g - sigma * w, n + g * g
    w = 0 if abs(z) <= l1 else -(z - math.copysign(l1, z)) / ((s["smoothing"] + math.sqrt(n)) / s["rate"] + l2)
    memory[name] = [z, n, w]


def adagrad(memory, name, g, s):
    """Duchi, Hazan and Singer 2011, diagonal."""
    _, n, w = memory[name]
    g += 0 if name == "intercept" else s["l2"] * w
    n += g * g
    memory[name] = [0, n, w - s["rate"] * g / math.sqrt(n) if g else w]


def sgd(memory, name, g, s):
    _, n, w = memory[name]
    g += 0 if name == "intercept" else s["l2"] * w
    memory[name] = [0, n, w - s["rate"] * g]


def learn(task, y, s):
    outputs = 3 if task == "multiclass" else 1
    step = {"ftrl": ftrl, "adagrad": adagrad, "sgd": sgd}[s["optimiser"]]
    memories = [collections.defaultdict(lambda: [0.0, 0.0, 0.0]) for _ in range(outputs)]
    if task == "regression":
        y = (y - y.mean()) / y.std()
    else:
        logs = numpy.log(numpy.bincount(y, minlength=2) + 0.5)
        starts = [logs[1] - logs[0]] if outputs == 1 else logs - logs.mean()
        for memory, start in zip(memories, starts):
            memory["intercept"] = [-start * s["smoothing"] / s["rate"], 0.0, start]
    for _ in range(s["passes"]):
        for r in range(ROWS):
            x = parts(r)
            scores = numpy.array([sum(m[name][2] * v for name, v in x.items()) for m in memories])
            if task == "regression":
                slopes = scores - y[r]
                if s["optimiser"] == "sgd":  # implicit: Toulis and Airoldi 2017, section 2
                    slopes = slopes / (1 + s["rate"] * sum(v * v for v in x.values()))
            elif outputs == 1:
                slopes = 1 / (1 + numpy.exp(-scores)) - y[r]
            else:
                slopes = numpy.exp(scores) / numpy.exp(scores).sum() - (numpy.arange(3) == y[r])
            for memory, slope in zip(memories, slopes):
                for name, v in x.items():
                    step(memory, name, slope * v, s)
    return memories


NAMES = [f"shop {code}.0" for code in range(6)] + ["shop nan", "amount", "amount missing", "intercept"]
cases = []
for task, y in targets.items():
    for s in [
        {"optimiser": "ftrl", "rate": 0.3, "smoothing": 1.0, "l1": 0.0, "l2": 0.0, "passes": 2},
        {"optimiser": "ftrl", "rate": 0.5, "smoothing": 0.5, "l1": 1.5, "l2": 2.0, "passes": 1},
        {"optimiser": "adagrad", "rate": 0.3, "smoothing": 1.0, "l1": 0.0, "l2": 0.01, "passes": 2},
        {"optimiser": "sgd", "rate": 0.05, "smoothing": 1.0, "l1": 0.0, "l2": 0.0, "passes": 3},
    ]:
        memories = learn(task, y, s)
        cases.append({"task": task, "params": s, "weights": [[m[name][2] for name in NAMES] for m in memories]})

# The last of the binary cases, by scikit-learn: one row and one pass after the other.
columns = numpy.array([[parts(r).get(name, 0.0) for name in NAMES[:-1]] for r in range(ROWS)])
y, s = targets["binary"], cases[3]["params"]
logs = numpy.log(numpy.bincount(y) + 0.5)
peer = SGDClassifier("log_loss", alpha=0, learning_rate="constant", eta0=s["rate"], shuffle=False, max_iter=s["passes"], tol=None)
peer.fit(columns, y, coef_init=numpy.zeros((1, 9)), intercept_init=[logs[1] - logs[0]])
assert numpy.allclose([*peer.coef_[0], peer.intercept_[0]], cases[3]["weights"][0], atol=1e-9)

nothing = lambda values: [None if math.isnan(v) else v for v in values]
out = {
    "peer": f"the papers; plain gradients: scikit-learn {sklearn.__version__}",
    "shop": nothing(shop),
    "amount": nothing(amount),
    "targets": {name: y.tolist() for name, y in targets.items()},
    "cases": cases,
}
(HERE / "online.json").write_text(json.dumps(out) + "\n")
