"""Golden values of ensembles and of the search: run with Python 3.11, numpy and scipy.

    python test/golden/ensembles/make.py > test/golden/ensembles/ensembles.json

stacking: weights >= 0 by scipy's L-BFGS-B on the objective of src/learn/ensemble/stacked-weights.ts, written anew.
greedy:   Caruana's selection with replacement and sorted initialisation, in numpy.
parzen:   log densities of a mixture of truncated normals, by scipy.stats.truncnorm.
"""

import json
import sys

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit, log_softmax, softmax
from scipy.stats import truncnorm

rng = np.random.default_rng(4)
ROWS = 80


def stacking_loss(category, predicted, y, strength):
    m = len(predicted)
    stack = np.stack(predicted)  # members x rows [x classes]

    def loss(w):
        said = np.tensordot(w, stack, axes=1)
        if category == "binary":
            total = np.sum(np.logaddexp(0, -np.where(y == 1, said, -said)))
        elif category == "multiclass":
            total = -np.sum(log_softmax(said, axis=1)[np.arange(len(y)), y.astype(int)])
        else:
            total = 0.5 * np.sum((said - y) ** 2) / np.var(y)
        return total + 0.5 * strength * np.sum((w - 1 / m) ** 2)

    return loss


def stacking(category, strength):
    """Members of unlike worth: one good, one as good on its own, one noise, one that says the opposite."""
    if category == "multiclass":
        y = rng.integers(0, 3, ROWS).astype(float)
        truth = np.eye(3)[y.astype(int)]
        raw = [1.5 * truth + rng.normal(size=(ROWS, 3)), truth + 1.2 * rng.normal(size=(ROWS, 3)),
               rng.normal(size=(ROWS, 3)), -truth + rng.normal(size=(ROWS, 3))]
        predicted = [np.log(softmax(r, axis=1)) for r in raw]
    else:
        x = rng.normal(size=ROWS)
        y = (expit(2 * x) > rng.random(ROWS)).astype(float) if category == "binary" else 10 * x + rng.normal(size=ROWS)
        unit = 1 if category == "binary" else 10
        predicted = [unit * (x + 0.4 * rng.normal(size=ROWS)), unit * (x + 0.6 * rng.normal(size=ROWS)),
                     unit * rng.normal(size=ROWS), unit * (-x + 0.5 * rng.normal(size=ROWS))]
    m = len(predicted)
    found = minimize(stacking_loss(category, predicted, y, strength), np.full(m, 1 / m), method="L-BFGS-B",
                     bounds=[(0, None)] * m, options={"ftol": 1e-15, "gtol": 1e-11, "maxiter": 10000})
    return {"category": category, "strength": strength, "y": y.tolist(),
            "predicted": [p.ravel().tolist() for p in predicted], "weights": found.x.tolist()}


def greedy(rounds, best):
    """Probabilities of a binary target; squared error is the loss."""
    y = rng.integers(0, 2, ROWS)
    library = [np.clip(0.5 + 0.25 * (2 * y - 1) + 0.3 * rng.normal(size=ROWS), 0, 1) for _ in range(5)]
    loss = lambda mean: np.mean((mean - y) ** 2)
    ranked = sorted(range(5), key=lambda m: loss(library[m]))
    bag, kept, lowest = [], [ranked[0]], loss(library[ranked[0]])
    for step in range(rounds):
        if step < best:
            chosen = ranked[step]
        else:
            chosen = min(ranked, key=lambda m: loss(np.mean([library[i] for i in [*bag, m]], axis=0)))
        bag.append(chosen)
        value = loss(np.mean([library[i] for i in bag], axis=0))
        if value < lowest:
            lowest, kept = value, list(bag)
    return {"rounds": rounds, "best": best, "y": y.tolist(), "library": [p.tolist() for p in library],
            "counts": [kept.count(m) for m in range(5)], "of": len(kept)}


def parzen():
    centres, widths = np.array([0.1, 0.45, 0.5, 0.95]), np.array([0.2, 0.05, 0.1, 0.4])
    at = np.array([0.0, 0.05, 0.3, 0.47, 0.8, 1.0])
    each = [truncnorm.pdf(at, -c / w, (1 - c) / w, loc=c, scale=w) for c, w in zip(centres, widths)]
    return {"centres": centres.tolist(), "widths": widths.tolist(), "at": at.tolist(),
            "density": np.mean(each, axis=0).tolist()}


json.dump({
    "stacking": [stacking(c, s) for c in ("binary", "multiclass", "regression") for s in (1.0, 25.0)],
    "greedy": [greedy(12, 1), greedy(12, 3)],
    "parzen": parzen(),
}, sys.stdout)
