"""EASE in numpy (float64), as Steck's paper writes it: writes ease.json beside this file.

Two made sets: more users than items, and fewer than half as many. Strengths are whole numbers; every pair is one event.
"""

import json
import pathlib

import numpy

HERE = pathlib.Path(__file__).parent


def made(users, items, share, seed):
    """Users of three tastes, who meet the items of their taste four times as often."""
    draw = numpy.random.default_rng(seed)
    alike = numpy.arange(users)[:, None] % 3 == numpy.arange(items)[None, :] % 3
    met = draw.random((users, items)) < share * numpy.where(alike, 2, 0.5)
    return met * draw.integers(1, 6, (users, items))


def triples(x):
    user, item = x.nonzero()
    return {
        "users": x.shape[0],
        "items": x.shape[1],
        "user": user.tolist(),
        "item": item.tolist(),
        "strength": x[user, item].tolist(),
    }


SETS = {"many users": made(60, 25, 0.25, 1), "few users": made(9, 30, 0.3, 2)}


def ease(x, regularisation):
    inverse = numpy.linalg.inv(x.T @ x + regularisation * numpy.eye(x.shape[1]))
    weights = -inverse / numpy.diag(inverse)[None, :]
    numpy.fill_diagonal(weights, 0)
    return weights


if __name__ == "__main__":
    cases = []
    for name, whole in SETS.items():
        for power, regularisation in ((0, 5.0), (0.5, 20.0)):
            x = numpy.where(whole > 0, numpy.maximum(whole, 1) ** power, 0.0)
            weights = ease(x, regularisation)
            cases.append(
                {
                    "set": name,
                    "strengthPower": power,
                    "regularisation": regularisation,
                    "weights": [round(w, 9) for w in weights.ravel().tolist()],
                    "scores": [round(s, 9) for s in (x[:3] @ weights).ravel().tolist()],
                }
            )
    out = {"peer": f"numpy {numpy.__version__}", "sets": {k: triples(x) for k, x in SETS.items()}, "cases": cases}
    (HERE / "ease.json").write_text(json.dumps(out) + "\n")
