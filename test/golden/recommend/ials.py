"""Alternating least squares over all pairs in numpy (float64), every row solved exactly: writes ials.json beside this file.

The objective is that of Rendle et al. 2022, with strengths as weights of the pairs that were met. Its value is taken with
users solved for the items' factors, as a query is.
"""

import json
import pathlib

import numpy

from ease import SETS, triples

HERE = pathlib.Path(__file__).parent


def solved(x, h, weight, regularisation, exponent):
    """Users' factors for the items' factors h."""
    rows = numpy.zeros((x.shape[0], h.shape[1]))
    for u, strengths in enumerate(x):
        met = (strengths > 0).sum()
        if met == 0:
            continue
        penalty = regularisation * (met + weight * x.shape[1]) ** exponent
        a = weight * h.T @ h + h.T @ (strengths[:, None] * h) + penalty * numpy.eye(h.shape[1])
        rows[u] = numpy.linalg.solve(a, h.T @ strengths)
    return rows


def objective(x, w, h, weight, regularisation, exponent):
    def penalties(counts, others, rows):
        return (regularisation * (counts + weight * others) ** exponent * (rows**2).sum(1)).sum()

    scores = w @ h.T
    met = x > 0
    return (
        (x * (scores - 1) ** 2).sum()
        + weight * (scores**2).sum()
        + penalties(met.sum(1), x.shape[1], w)
        + penalties(met.sum(0), x.shape[0], h)
    )


def als(x, start, iterations, *settings):
    h = start
    for _ in range(iterations):
        h = solved(x.T, solved(x, h, *settings), *settings)
    return solved(x, h, *settings), h


if __name__ == "__main__":
    cases = []
    draw = numpy.random.default_rng(3)
    for name, whole in SETS.items():
        for power, settings in ((0, (0.1, 0.003, 1.0)), (0.5, (0.3, 0.05, 0.5))):
            x = numpy.where(whole > 0, numpy.maximum(whole, 1) ** power, 0.0)
            start = draw.normal(0, 0.05, (x.shape[1], 8)).round(4)
            fits = []
            for iterations in (1, 4, 20):
                w, h = als(x, start, iterations, *settings)
                fits.append(
                    {
                        "iterations": iterations,
                        "objective": round(objective(x, w, h, *settings), 7),
                        "scores": [round(s, 7) for s in (w[:3] @ h.T).ravel().tolist()],
                    }
                )
            cases.append(
                {
                    "set": name,
                    "strengthPower": power,
                    "unobservedWeight": settings[0],
                    "regularisation": settings[1],
                    "regularisationExponent": settings[2],
                    "start": start.ravel().tolist(),
                    "fits": fits,
                }
            )
    out = {"peer": f"numpy {numpy.__version__}", "sets": {k: triples(x) for k, x in SETS.items()}, "cases": cases}
    (HERE / "ials.json").write_text(json.dumps(out) + "\n")
