"""Biased matrix factorisation in numpy (float64): writes ratings.json beside this file.

Biases by solving the ridge regression on indicators of users and items at once (not in turn); factors by alternating least
squares on what they leave, over dense matrices of weights and targets.
"""

import json
import pathlib

import numpy
from sklearn.metrics import mean_absolute_error, root_mean_squared_error

HERE = pathlib.Path(__file__).parent
USERS, ITEMS, SIZE = 30, 20, 4


def biases(r, met, penalty):
    user, item = met.nonzero()
    rows = numpy.arange(len(user))
    x = numpy.zeros((len(user), USERS + ITEMS))
    x[rows, user] = 1
    x[rows, USERS + item] = 1
    y = r[user, item]
    solved = numpy.linalg.solve(x.T @ x + penalty * numpy.eye(USERS + ITEMS), x.T @ (y - y.mean()))
    return y.mean(), solved[:USERS], solved[USERS:]


def side(weights, targets, other, penalty, w0):
    out = numpy.zeros((len(weights), other.shape[1]))
    for k, (w, t) in enumerate(zip(weights, targets)):
        n = (w == 1).sum() if w0 < 1 else (t != 0).sum()
        if n == 0:
            continue
        full = penalty * (n + w0 * (len(w) - n)) * numpy.eye(other.shape[1])
        out[k] = numpy.linalg.solve((other.T * w) @ other + full, other.T @ (w * t))
    return out


if __name__ == "__main__":
    draw = numpy.random.default_rng(5)
    met = draw.random((USERS, ITEMS)) < 0.35
    truth = 3 + draw.normal(0, 0.5, (USERS, 1)) + draw.normal(0, 0.7, ITEMS)
    truth += draw.normal(0, 0.7, (USERS, 2)) @ draw.normal(0, 0.7, (2, ITEMS))
    r = numpy.where(met, numpy.clip((2 * truth + draw.normal(0, 0.3, truth.shape)).round() / 2, 0.5, 5), 0)
    user, item = met.nonzero()
    start = draw.normal(0, 0.1, (ITEMS, SIZE)).round(4)
    cases = []
    for w0, penalty, bias_penalty in ((0.0, 0.1, 2.0), (0.05, 0.05, 5.0), (1.0, 0.02, 1.0)):
        mean, bu, bi = biases(r, met, bias_penalty)
        base = mean + bu[:, None] + bi[None, :]
        target = numpy.where(met, r - base, 0)
        weight = numpy.where(met, 1.0, w0)
        h = start
        for _ in range(5):
            w = side(weight, target, h, penalty, w0)
            h = side(weight.T, target.T, w, penalty, w0)
        w = side(weight, target, h, penalty, w0)
        said = numpy.clip(base + w @ h.T, r[met].min(), r[met].max())
        cases.append(
            {
                "unobservedWeight": w0,
                "regularisation": penalty,
                "biasPenalty": bias_penalty,
                "itemBias": bi.tolist(),
                "said": said.tolist(),
                "rmse": root_mean_squared_error(r[met], said[met]),
                "mae": mean_absolute_error(r[met], said[met]),
            }
        )
    whole = {
        "peer": f"numpy {numpy.__version__}",
        "users": USERS,
        "items": ITEMS,
        "user": user.tolist(),
        "item": item.tolist(),
        "rating": r[met].tolist(),
        "start": start.ravel().tolist(),
        "cases": cases,
    }
    (HERE / "ratings.json").write_text(json.dumps(whole))
