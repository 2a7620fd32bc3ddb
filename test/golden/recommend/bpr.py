"""Steps of Bayesian personalised ranking in numpy, and the best vector of a past by scipy: writes bpr.json beside this file."""

import json
import pathlib

import numpy
import scipy
from scipy.optimize import minimize
from scipy.special import expit

HERE = pathlib.Path(__file__).parent
USERS, ITEMS, FACTORS, RATE, PENALTY = 6, 9, 3, 0.1, 0.02

draw = numpy.random.default_rng(4)
users = numpy.hstack([draw.normal(0, 0.4, (USERS, FACTORS)), numpy.ones((USERS, 1))]).round(4)
items = numpy.hstack([draw.normal(0, 0.4, (ITEMS, FACTORS)), draw.normal(0, 0.2, (ITEMS, 1))]).round(4)
steps = [(int(draw.integers(USERS)), *draw.permutation(ITEMS)[:2].tolist()) for _ in range(200)]

w, h = users.copy(), items.copy()
for u, i, j in steps:
    slope = expit(-(w[u] @ (h[i] - h[j])))
    x, y, z = w[u].copy(), h[i].copy(), h[j].copy()
    w[u] += RATE * (slope * (y - z) - PENALTY * x)
    h[i] += RATE * (slope * x - PENALTY * y)
    h[j] += RATE * (-slope * x - PENALTY * z)
    w[u, FACTORS] = 1

past, rivals = [1, 4, 5], [0, 4, 7, 8, 7]
others = [j for j in rivals if j not in past]


def loss(x):
    scores = h[:, :FACTORS] @ x + h[:, FACTORS]
    ahead = scores[past][:, None] - scores[others][None, :]
    return numpy.logaddexp(0, -ahead).mean() + PENALTY / 2 * x @ x


vector = minimize(loss, numpy.zeros(FACTORS), tol=1e-12).x
out = {
    "peer": f"numpy {numpy.__version__}, scipy {scipy.__version__}",
    "factors": FACTORS,
    "rate": RATE,
    "penalty": PENALTY,
    "users": users.ravel().tolist(),
    "items": items.ravel().tolist(),
    "steps": steps,
    "after": {"users": w.round(8).ravel().tolist(), "items": h.round(8).ravel().tolist()},
    "past": past,
    "rivals": rivals,
    "vector": vector.round(7).tolist(),
}
(HERE / "bpr.json").write_text(json.dumps(out) + "\n")
