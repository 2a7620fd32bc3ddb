"""Golden values for mmr, dpp and calibrated, each straight from its definition: numpy 2.4.

MMR evaluates its criterion for every item left; DPP greedily takes the item whose kernel matrix, with those chosen, has
the largest log determinant (numpy.linalg.slogdet), not the fast update; calibration evaluates the whole objective.

    python make.py > rerankers.json
"""

import json

import numpy as np

rng = np.random.default_rng(7)
ITEMS, K, GENRES = 40, 12, 5


def unit(scores):
    low, high = scores.min(), scores.max()
    return (scores - low) / (high - low)


def greedy(n, k, value):
    chosen = []
    while len(chosen) < k:
        left = [i for i in range(n) if i not in chosen]
        values = [value(chosen, i) for i in left]
        chosen.append(left[int(np.argmax(values))])
    return chosen


def mmr(score, sim, lam):
    return greedy(
        len(score), K, lambda s, i: lam * score[i] - (1 - lam) * max([sim[i, j] for j in s], default=0)
    )


def dpp(score, sim, theta):
    q = np.exp(theta / (2 * (1 - theta)) * score)
    kernel = q[:, None] * sim * q[None, :]
    return greedy(len(score), K, lambda s, i: np.linalg.slogdet(kernel[np.ix_(s + [i], s + [i])])[1])


def calibrated(score, genres, history, weights, lam, alpha=0.01):
    mix = (weights[:, None] * genres[history]).sum(0) / weights.sum()

    def value(s, i):
        chosen = s + [i]
        q = genres[chosen].mean(0)
        q = (1 - alpha) * q + alpha * mix
        some = mix > 0
        kl = (mix[some] * np.log(mix[some] / q[some])).sum()
        return (1 - lam) * score[chosen].sum() - lam * kl

    return greedy(len(score), K, value)


vectors = rng.normal(size=(ITEMS, 20)) + rng.normal(size=(6, 20))[rng.integers(0, 6, ITEMS)] * 1.5
vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
sim = (1 + vectors @ vectors.T) / 2
score = np.sort(rng.gamma(2.0, size=ITEMS))[::-1].copy()
has = rng.random((ITEMS, GENRES)) < 0.35
has[np.arange(ITEMS), rng.integers(0, GENRES, ITEMS)] = True
genres = has / has.sum(1, keepdims=True)
history = rng.integers(0, ITEMS, 9)
weights = rng.integers(1, 4, 9).astype(float)

print(
    json.dumps(
        {
            "k": K,
            "score": score.tolist(),
            "similarity": sim.tolist(),
            "genres": [[f"g{g}" for g in np.flatnonzero(row)] for row in has],
            "history": history.tolist(),
            "weights": weights.tolist(),
            "mmr": {str(lam): mmr(unit(score), sim, lam) for lam in (0.3, 0.7, 0.95)},
            "dpp": {str(t): dpp(unit(score), sim, t) for t in (0, 0.5, 0.7, 0.9)},
            "calibrated": {
                str(lam): calibrated(unit(score), genres, history, weights, lam) for lam in (0.2, 0.5, 0.9, 1)
            },
        }
    )
)
