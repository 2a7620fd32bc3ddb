"""The peer of logistic.ts: folder, rows, fits, tolerance -> one JSON object."""

import json
import pathlib
import sys
import time

import numpy
import sklearn
from sklearn.linear_model import LogisticRegression

folder, rows, fits, tolerance = pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
x = numpy.ascontiguousarray(numpy.fromfile(folder / "x").reshape(-1, rows).T)
y = numpy.fromfile(folder / "y")
best = float("inf")
for _ in range(fits):
    start = time.process_time()
    model = LogisticRegression(C=1.0, tol=tolerance, max_iter=1000).fit(x, y)
    best = min(best, time.process_time() - start)
print(
    json.dumps(
        {
            "name": f"scikit-learn {sklearn.__version__}",
            "seconds": best,
            "iterations": int(model.n_iter_[0]),
            "intercept": float(model.intercept_[0]),
            "weights": model.coef_[0].tolist(),
        }
    )
)
