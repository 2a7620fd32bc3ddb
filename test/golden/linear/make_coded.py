"""Scores of scikit-learn's linear models after a one-hot encoder on made rows: writes coded.json beside this file."""

import json
import pathlib

import numpy
import scipy.sparse
import sklearn
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.preprocessing import OneHotEncoder

HERE = pathlib.Path(__file__).parent
ROWS, SIZES = 200, [15, 4]
rng = numpy.random.default_rng(11)

# A power law: most categories are rare, some stand in one row.
codes = numpy.stack([numpy.minimum((rng.pareto(0.7, ROWS) * 2).astype(int), size - 1) for size in SIZES], axis=1)
for c, size in enumerate(SIZES):
    codes[:size, c] = numpy.arange(size)
numbers = numpy.round(rng.normal(50, 20, (ROWS, 2)), 2)
weight = numpy.resize([1.0, 2.0, 0.5], ROWS)
effects = [rng.normal(0, 1.5, size) for size in SIZES]
score = effects[0][codes[:, 0]] + effects[1][codes[:, 1]] + (numbers[:, 0] - 50) / 20
targets = {
    "binary": (score + rng.logistic(size=ROWS) > 0).astype(float),
    "multiclass": numpy.digitize(score + rng.logistic(size=ROWS), [-1, 1]).astype(float),
    "regression": numpy.round(300 + 40 * score + rng.normal(0, 20, ROWS), 2),
}


def scaled(v, w):
    mean = numpy.average(v, axis=0, weights=w)
    return (v - mean) / numpy.sqrt(numpy.average((v - mean) ** 2, axis=0, weights=w))


cases = []
for name, y in targets.items():
    for strength, weights in [(1, numpy.ones(ROWS)), (5, weight)]:
        x = scipy.sparse.hstack([scaled(numbers, weights), OneHotEncoder().fit_transform(codes)]).toarray()
        if name == "regression":
            unit = numpy.sqrt(numpy.average((y - numpy.average(y, weights=weights)) ** 2, weights=weights))
            model = Ridge(alpha=strength, solver="svd").fit(x, y / unit, sample_weight=weights)
            scores = model.predict(x) * unit
        else:
            model = LogisticRegression(C=1 / strength, solver="newton-cholesky", tol=1e-12, max_iter=1000)
            scores = model.fit(x, y, sample_weight=weights).decision_function(x)
        cases.append({"target": name, "strength": strength, "weights": weights.tolist(), "scores": scores.ravel().tolist()})

out = {
    "peer": f"scikit-learn {sklearn.__version__}",
    "codes": codes.T.tolist(),
    "sizes": SIZES,
    "numbers": numbers.T.tolist(),
    "targets": {name: y.tolist() for name, y in targets.items()},
    "cases": cases,
}
(HERE / "coded.json").write_text(json.dumps(out) + "\n")
