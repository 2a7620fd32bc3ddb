"""Intervals of off-policy estimates by scipy's BCa bootstrap, over a made log.

Run: python3 test/golden/off-policy/make.py > test/golden/off-policy/scipy.json
Needs numpy and scipy; made with numpy 2.4.6 and scipy 1.17.1.
"""
import json

import numpy as np
from scipy.stats import bootstrap

rng = np.random.default_rng(7)
N, ACTIONS = 600, 5
propensities = rng.dirichlet(np.full(ACTIONS, 0.8), size=N).clip(0.02)
propensities /= propensities.sum(axis=1, keepdims=True)
action = np.array([rng.choice(ACTIONS, p=p) for p in propensities])
propensity = propensities[np.arange(N), action]
reward = (rng.random(N) < 0.05 + 0.08 * action).astype(float)
target = np.full(N, 1 / ACTIONS)
taken = 0.1 + 0.05 * action
expected = np.full(N, np.mean(0.1 + 0.05 * np.arange(ACTIONS)))

w = target / propensity
robust = expected + w * (reward - taken)


def interval(data, statistic):
    found = bootstrap(data, statistic, paired=True, vectorized=True, n_resamples=40_000, method="BCa", rng=rng, batch=500)
    value = statistic(*data, axis=-1)
    return {"value": float(value), "low": float(found.confidence_interval.low), "high": float(found.confidence_interval.high)}


def mean(a, axis=-1):
    return np.mean(a, axis=axis)


def ratio(a, b, axis=-1):
    return np.mean(a, axis=axis) / np.mean(b, axis=axis)


def gain(a, b, axis=-1):
    return np.mean(a, axis=axis) - np.mean(b, axis=axis)


print(
    json.dumps(
        {
            "reward": reward.tolist(),
            "propensity": propensity.tolist(),
            "target": target.tolist(),
            "taken": taken.tolist(),
            "expected": expected.tolist(),
            "effective": float(w.sum() ** 2 / (w**2).sum()),
            "meanWeight": interval((w,), mean),
            "logged": interval((reward,), mean),
            "ips": interval((w * reward,), mean),
            "snips": interval((w * reward, w), ratio),
            "dr": interval((robust,), mean),
            "gain": interval((robust, reward), gain),
        }
    )
)
